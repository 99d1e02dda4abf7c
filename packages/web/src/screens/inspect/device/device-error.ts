import { Fault } from "@proviso/core/fault";

/** Why a device does not sign. Codes are stable; the wording of messages is not. */
export type DeviceErrorCode =
  | "keys-unsupported"
  | "device-exists"
  | "device-unknown"
  | "entry-malformed"
  | "key-reused";

/** A signature that this browser does not make. */
export class DeviceError extends Fault<DeviceErrorCode> {
  /** The fields that are wrong, with what to write instead, where that is the reason. */
  readonly problems: readonly { readonly path: string; readonly message: string }[];

  constructor(
    code: DeviceErrorCode,
    message: string,
    remedy: string,
    problems: DeviceError["problems"] = [],
  ) {
    super(code, message, remedy);
    this.problems = problems;
  }
}
