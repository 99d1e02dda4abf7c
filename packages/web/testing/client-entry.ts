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
  type SigningPlace,
} from "../src/screens/inspect/device/device-database.ts";
export { DeviceError, type DeviceErrorCode } from "../src/screens/inspect/device/device-error.ts";
export {
  type EnrolledDevice,
  type Enrolment,
  type EntryReceipt,
  enrolDevice,
  type Posted,
  postEntries,
  type SigningStanding,
  seeCheckpoint,
  signingStanding,
} from "../src/screens/inspect/device/record-writes.ts";
export { type EntryToSign, signEntry } from "../src/screens/inspect/device/sign-entry.ts";
