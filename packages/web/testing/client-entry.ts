export type { DevicesAnswer, EnrolledDevice, EntryReceipt, SigningPlace } from "@proviso/wire";
export {
  type DeviceName,
  deviceNamed,
  devicesOf,
  makeDevice,
  signerOf,
} from "../src/screens/inspect/device/device.ts";
export {
  type Device,
  type DeviceDatabase,
  openDeviceDatabase,
  type SignedEntry,
} from "../src/screens/inspect/device/device-database.ts";
export { DeviceError, type DeviceErrorCode } from "../src/screens/inspect/device/device-error.ts";
export {
  enrolDevice,
  getDevices,
  postEntries,
  seeCheckpoint,
} from "../src/screens/inspect/device/record-writes.ts";
export { type EntryToSign, signEntry } from "../src/screens/inspect/device/sign-entry.ts";
