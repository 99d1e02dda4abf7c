export {
  type DeviceName,
  deviceNamed,
  devicesOf,
  makeDevice,
  signerOf,
} from "./device.ts";
export {
  type Device,
  type DeviceDatabase,
  openDeviceDatabase,
  type SignedEntry,
  type SigningPlace,
} from "./device-database.ts";
export { DeviceError, type DeviceErrorCode } from "./device-error.ts";
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
} from "./record-writes.ts";
export { type EntryToSign, signEntry } from "./sign-entry.ts";
