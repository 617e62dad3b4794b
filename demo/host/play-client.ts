const hopsMax = 10;

/**
 * What a client does with a link, without a screen: opens the page, and presses its button unless it is only opened. With
 * `isLeftInDialog` they stop where Meta's dialog would begin.
 */
export async function playClient(
  url: string,
  {isOnlyOpened = false, isLeftInDialog = false} = {},
): Promise<void> {
  const cookies = new Map<string, string>();
  const visit = async (address: string, method: 'GET' | 'POST') => {
    const response = await fetch(address, {
      method,
      redirect: 'manual',
      headers: {Cookie: [...cookies].map((cookie) => cookie.join('=')).join('; ')},
      signal: AbortSignal.timeout(10_000),
    });
    await response.arrayBuffer();
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    return response.headers.get('location');
  };

  await visit(url, 'GET');
  if (isOnlyOpened) return;
  let address = url;
  let next = await visit(`${url}/start`, 'POST');
  for (let hops = 0; next !== null && !isLeftInDialog && hops < hopsMax; hops += 1) {
    address = new URL(next, address).href;
    next = await visit(address, 'GET');
  }
}
