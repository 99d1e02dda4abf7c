import type { SigningRole } from "@proviso/record/entries";
import type { CarriedCheckpoint } from "@proviso/record/envelope";
import type { ReceiptsAnswer } from "./posting.ts";

/** What ties an entry to its place: what a device must know of a case before it can sign there. */
export interface SigningPlace {
  readonly case: string;
  readonly agreement: string;
  /** The log for which entries are signed. */
  readonly origin: string;
  /** The IANA zone on whose clocks the bare dates of its entries are read. */
  readonly zone: string;
  /** Put together afterwards: then an entry was known when its author says. */
  readonly reconstructed: boolean;
}

/** A device as the record has it, with what it signed last in the open. */
export interface EnrolledDevice {
  readonly name: string;
  readonly publicKey: string;
  readonly body: string;
  readonly person: string;
  readonly roles: readonly SigningRole[];
  /** The first and the last position at which it may sign; `until` is `null` while it may. */
  readonly from: number;
  readonly until: number | null;
  /** RFC 3339; `null` for no end. */
  readonly expires: string | null;
  readonly counter: number;
  readonly previous: string | null;
}

/** What a device needs to know of a case to sign entries for it. */
export interface DevicesAnswer {
  readonly v: 1;
  readonly place: SigningPlace;
  /** The newest checkpoint of the log; `null` where there is none yet. */
  readonly checkpoint: CarriedCheckpoint | null;
  /** Whether this server enrols devices, or the keeper must do it by the command line. */
  readonly enrols: boolean;
  readonly devices: readonly EnrolledDevice[];
}

/** Who a device is to sign for: what `POST …/record/devices` takes. */
export interface EnrolmentBody {
  readonly v: 1;
  /** The key's name on the record. */
  readonly name: string;
  /** 64 hexadecimal digits. */
  readonly publicKey: string;
  /** The party, authority or body for which it signs. */
  readonly body: string;
  /** Who holds it; the name of the key where that is left out. */
  readonly person?: string;
  readonly roles: readonly SigningRole[];
}

/** The device that was enrolled; without receipts where it had been before. */
export type EnrolmentAnswer = { readonly v: 1; readonly device: EnrolledDevice } & Partial<
  Omit<ReceiptsAnswer, "v">
>;
