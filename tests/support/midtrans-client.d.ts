/** The vendor's client has no types of its own; these are the calls the comparison makes. */
declare module 'midtrans-client' {
  interface Options {
    isProduction: boolean;
    serverKey: string;
    clientKey: string;
  }
  interface Transactions {
    status(id: string): Promise<unknown>;
    cancel(id: string): Promise<unknown>;
    refund(id: string, body: object): Promise<unknown>;
  }
  const client: {
    Snap: new (options: Options) => { createTransaction(body: object): Promise<unknown> };
    CoreApi: new (options: Options) => { charge(body: object): Promise<unknown>; transaction: Transactions };
  };
  export default client;
}

declare module 'midtrans-client/lib/apiConfig.js' {
  const config: { SNAP_SANDBOX_BASE_URL: string; CORE_SANDBOX_BASE_URL: string };
  export default config;
}
