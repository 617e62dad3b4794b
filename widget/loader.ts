/**
 * For pages where the element is far down: loads its script when an element comes near the viewport, or when a person
 * points at it, moves the focus into it, or clicks. Until then the page shows what the host put there, a plain link.
 * Nothing is imported: it is one small file, for classic and module scripts.
 */
const tagName = 'zavu-partner-invite';
const interests = ['pointerover', 'focusin', 'click'];

/** Filled in by the build: the version that is loaded, and the hash of its script. */
declare const __VERSION__: string;
declare const __INTEGRITY__: string;

if (globalThis.document) wait();

function wait(): void {
  // A module has no `currentScript`.
  const own = (document.currentScript ??
    document.querySelector('script[src*="/loader.js"]')) as HTMLScriptElement | null;
  const near = new IntersectionObserver(
    (entries) => entries.some(({isIntersecting}) => isIntersecting) && load(),
    {rootMargin: '300px'},
  );
  const watch = (): void => document.querySelectorAll(tagName).forEach((element) => near.observe(element));
  const added = new MutationObserver(watch);
  const notice = ({target}: Event): void => {
    if (target instanceof Element && target.closest(tagName)) load();
  };
  const load = (): void => {
    near.disconnect();
    added.disconnect();
    interests.forEach((type) => removeEventListener(type, notice, true));
    try {
      addScript(own);
    } catch {
      // The page's policy refuses, and the browser has said so; what the host put there is still good.
    }
  };
  interests.forEach((type) => addEventListener(type, notice, true));
  added.observe(document, {childList: true, subtree: true});
  watch();
}

function addScript(own: HTMLScriptElement | null): void {
  if (!own || customElements.get(tagName)) return;
  // In the folder of a version the script is beside; elsewhere it is the version that the hash is of.
  const url = own.src.replace(
    /(\/embed)?\/loader\.js.*/,
    (_, embed?: string) => `${embed ? `${embed}/${__VERSION__}` : ''}/${tagName}.js`,
  );
  const script = document.createElement('script');
  script.type = 'module';
  script.crossOrigin = 'anonymous';
  script.integrity = __INTEGRITY__;
  script.nonce = own.nonce;
  script.src = trust(url);
  document.head.append(script);
}

/** Where a page demands trusted types, it has to allow the policy `zavu-loader`. */
function trust(url: string): string {
  const {trustedTypes} = globalThis as {
    trustedTypes?: {
      createPolicy(
        name: string,
        rules: {createScriptURL: (url: string) => string},
      ): {createScriptURL(url: string): string};
    };
  };
  return (
    trustedTypes?.createPolicy('zavu-loader', {createScriptURL: (own) => own}).createScriptURL(url) ?? url
  );
}
