export {
  type DeviceName,
  deviceNamed,
  devicesOf,
  makeDevice,
  signerOf,
} from "../src/client/device.ts";
export {
  type Device,
  type DeviceDatabase,
  openDeviceDatabase,
  type SignedEntry,
  type SigningPlace,
} from "../src/client/device-database.ts";
export { DeviceError, type DeviceErrorCode } from "../src/client/device-error.ts";
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
} from "../src/client/record-writes.ts";
export { type EntryToSign, signEntry } from "../src/client/sign-entry.ts";
