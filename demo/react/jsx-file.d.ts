declare module '*/whatsapp-settings.jsx' {
  export function WhatsAppSettings(props: {
    sessionUrl: string;
    onConnected: (connection: unknown) => void;
  }): Element;
}
