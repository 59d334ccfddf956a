/**
 * What a format is: behaviour for one integration type, without a vendor's name. `build` turns a provider row with
 * opened credentials into a port. It must not retry, time out or log: `pipeline/guard.ts` does that round every port.
 */
import type { Clock } from '../commerce/ports/runtime.ts';
import type { DoorLock } from '../commerce/ports/door-lock.ts';
import type { PaymentGateway } from '../commerce/ports/payment-gateway.ts';
import type { Secret } from '../commerce/ports/secret.ts';
import type { Supplier } from '../commerce/ports/supplier.ts';
import type { Provider } from '../commerce/provider/model.ts';
import type { HttpClient } from './wire/http.ts';

export interface FormatContext {
  provider: Provider;
  /** Opened credential fields by name. */
  credentials: Readonly<Record<string, Secret>>;
  /** Bounded by the running call's budget; a format just calls it. */
  http: HttpClient;
  clock: Clock;
}

/** The port each integration type is served through. */
export interface Ports {
  payment: PaymentGateway;
  supplier: Supplier;
  door_lock: DoorLock;
  /** An endpoint that sets something up is bought from like any other supplier. */
  deployment: Supplier;
}

export type ServedType = keyof Ports;

export interface AdapterFormat<T extends ServedType = ServedType> {
  integrationType: T;
  /** The word in `providers.api_format`: named by behaviour. */
  apiFormat: string;
  /** One line for the owner's list of formats. */
  summary: string;
  capabilities: readonly string[];
  /** Lines that say what is wrong with a profile or preset of this format; empty when it is fit to run. */
  profileErrors(profile: unknown, declared: DeclaredFields): string[];
  /** Throws ProfileError when the provider's profile does not validate. */
  build(context: FormatContext): Ports[T];
}

/** The credential and setting names a preset asks for; a running provider's own names when it is checked at start. */
export interface DeclaredFields {
  secrets: readonly string[];
  settings: readonly string[];
}

/** A provider row that cannot be run. `problems` are lines for the owner. */
export class ProfileError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`the provider's profile is not fit to run: ${problems.join('; ')}`);
    this.name = 'ProfileError';
    this.problems = problems;
  }
}
