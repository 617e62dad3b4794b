import type {failures as englishFailures, phone as englishPhone} from '../en/later.ts';

export const failures: typeof englishFailures = {
  fb_cancelled: {
    title: 'Sie haben die Einrichtung vorzeitig beendet',
    advice: 'Es wurde nichts geändert. Versuchen Sie es erneut und folgen Sie den Schritten bis zum Ende.',
  },
  fb_not_authorized: {
    title: 'Eine Berechtigung fehlt',
    advice:
      'Versuchen Sie es erneut und lassen Sie alle Berechtigungen angehakt. Sie müssen bei Facebook Admin des Unternehmens sein.',
  },
  signup_abandoned: {
    title: 'Die Einrichtung wurde nicht abgeschlossen',
    advice:
      'Versuchen Sie es erneut. Sie haben 30 Minuten Zeit. Halten Sie Ihre Facebook-Anmeldedaten bereit.',
  },
  meta_no_pages: {
    title: 'Wir haben keine Facebook-Seite gefunden',
    advice:
      'Versuchen Sie es erneut und wählen Sie mindestens eine Ihrer Seiten. Haben Sie keine, erstellen Sie zuerst eine bei Facebook.',
  },
  internal_error: {
    title: 'Bei uns ist etwas schiefgegangen',
    advice:
      'Warten Sie ein paar Minuten und versuchen Sie es erneut. Passiert es wieder, fragen Sie den Support des Dienstes, mit dem Sie sich verbinden.',
  },
  code_expired: {
    title: 'Die Einrichtung hat zu lange gedauert',
    advice: 'Versuchen Sie es erneut und machen Sie zwischen den Schritten keine lange Pause.',
  },
  code_already_used: {
    title: 'Diese Einrichtung wurde schon verwendet',
    advice: 'Schließen Sie die anderen Fenster der Einrichtung und versuchen Sie es erneut.',
  },
  configuration_error: {
    title: 'Der Dienst ist nicht richtig eingerichtet',
    advice:
      'Das können Sie nicht selbst beheben. Zeigen Sie diese Meldung dem Support des Dienstes, mit dem Sie sich verbinden.',
  },
  token_exchange_failed: {
    title: 'Facebook hat die Verbindung nicht bestätigt',
    advice: 'Warten Sie eine Minute und versuchen Sie es erneut.',
  },
  token_invalid: {
    title: 'Facebook hat die Verbindung abgelehnt',
    advice: 'Versuchen Sie es erneut. Prüfen Sie, ob Sie mit dem richtigen Facebook-Konto angemeldet sind.',
  },
  waba_not_found: {
    title: 'Wir haben kein WhatsApp Business-Konto gefunden',
    advice:
      'Versuchen Sie es erneut und wählen oder erstellen Sie im Facebook-Fenster ein WhatsApp Business-Konto.',
  },
  no_phone_number: {
    title: 'Ihr Konto hat keine Telefonnummer',
    advice: 'Versuchen Sie es erneut und fügen Sie im Facebook-Fenster eine Telefonnummer hinzu.',
  },
  phone_not_verified: {
    title: 'Die Telefonnummer ist nicht bestätigt',
    advice:
      'Versuchen Sie es erneut und geben Sie den Code ein, den Sie per SMS oder Anruf erhalten. Halten Sie das Telefon bereit.',
  },
  phone_country_not_allowed: {
    title: 'Nummern aus diesem Land sind nicht möglich',
    advice:
      'Versuchen Sie es erneut mit einer Nummer aus einem anderen Land oder fragen Sie den Support des Dienstes.',
  },
  phone_already_connected: {
    title: 'Diese Nummer ist schon verbunden',
    advice:
      'Versuchen Sie es erneut mit einer anderen Nummer oder trennen Sie diese zuerst dort, wo sie verwendet wird.',
  },
  phone_mismatch: {
    title: 'Das war eine andere Nummer',
    advice:
      'Versuchen Sie es erneut und wählen Sie im Facebook-Fenster die Nummer, die für Sie vorgesehen ist.',
  },
  pin_mismatch: {
    title: 'Die Nummer ist durch eine PIN geschützt',
    advice:
      'Wer Ihr WhatsApp eingerichtet hat, kennt die PIN oder kann die Verifizierung in zwei Schritten ausschalten: im WhatsApp Manager unter „Telefonnummern“.',
  },
  registration_rate_limited: {
    title: 'Zu viele Versuche mit dieser Nummer',
    advice:
      'WhatsApp bittet Sie zu warten. Versuchen Sie es in drei Tagen erneut oder jetzt mit einer anderen Nummer.',
  },
  webhook_subscription_failed: {
    title: 'Nachrichten ließen sich nicht einschalten',
    advice:
      'Warten Sie ein paar Minuten und versuchen Sie es erneut. Passiert es wieder, fragen Sie den Support des Dienstes, mit dem Sie sich verbinden.',
  },
  account_restricted: {
    title: 'Facebook hat dieses Konto eingeschränkt',
    advice:
      'Den Grund finden Sie auf business.facebook.com/business-support-home. Ist er behoben, versuchen Sie es erneut.',
  },
  meta_rate_limited: {
    title: 'Facebook ist überlastet',
    advice: 'Warten Sie etwa eine Stunde und versuchen Sie es erneut.',
  },
  meta_unavailable: {
    title: 'Facebook antwortet gerade nicht',
    advice: 'Warten Sie ein paar Minuten und versuchen Sie es erneut. Es ist nichts verloren.',
  },
  meta_flow_error: {
    title: 'Facebook hat einen Fehler gemeldet',
    advice:
      'Warten Sie ein paar Minuten und versuchen Sie es erneut. Stand im Facebook-Fenster ein Hinweis, folgen Sie zuerst diesem.',
  },
  page_subscription_failed: {
    title: 'Ihre Seite ließ sich nicht verbinden',
    advice:
      'Versuchen Sie es erneut mit einer Person, die volle Kontrolle über die Seite hat, und lassen Sie alle Berechtigungen angehakt.',
  },
  credit_line_failed: {
    title: 'Die Zahlung ließ sich nicht einrichten',
    advice:
      'Das können Sie nicht selbst beheben. Zeigen Sie diese Meldung dem Support des Dienstes, mit dem Sie sich verbinden.',
  },
};

export const phone: typeof englishPhone = {
  heading: 'Weiter auf dem Smartphone',
  scan: 'Scannen Sie ihn mit der Kamera Ihres Smartphones. Hier geht es von selbst weiter.',
  open: 'Öffnen Sie dort diesen Link. Hier geht es von selbst weiter.',
  qrCode: 'QR-Code Ihres Links',
  back: 'Zurück',
};
