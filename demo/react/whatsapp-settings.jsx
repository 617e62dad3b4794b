/** React 19 knows custom elements: attributes as they are, events by `on` and their name. */
export function WhatsAppSettings({sessionUrl, onConnected}) {
  return (
    <section>
      <h2>WhatsApp</h2>
      <zavu-partner-invite
        session-url={sessionUrl}
        onzavu-connected={({detail}) => onConnected(detail.connection)}
      />
    </section>
  );
}
