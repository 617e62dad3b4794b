/** The Meta app that play-Meta knows, and the business it belongs to. */
export interface MetaApp {
  appId: string;
  appSecret: string;
  /** The Facebook-Login-for-Business configuration of the WhatsApp Embedded Signup. */
  configId: string;
  /** That of Facebook Pages. */
  messengerConfigId: string | null;
  partner: Partner | null;
}

export interface Partner {
  businessId: string;
  systemUserId: string | null;
  systemUserToken: string;
  creditLineId: string | null;
}

/** What the app is called wherever Graph names it. */
export const appName = 'Sandbox app';
