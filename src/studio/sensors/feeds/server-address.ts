// The address of a server in the page's own address: anybody can make such a link, so it is read strictly.

/** An address that is used, or why it is not. */
export type ServerAddress = { readonly url: URL } | { readonly problem: string };

export function readServerAddress(text: string): ServerAddress {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^wss?:\/\//i.test(text) || url.hostname === '')
    return { problem: "The address after 'server=' must begin with ws:// or wss:// and name a host." };
  if (url.username !== '' || url.password !== '')
    return { problem: "The address after 'server=' must not hold a user name: what is before '@' is not the host." };
  if (url.hash !== '') return { problem: "The address after 'server=' must not hold a '#'." };
  return { url };
}

/** What a person should know before the page connects there; null: nothing special. */
export function remarkOn({ protocol, hostname }: URL): string | null {
  const remarks = [
    /(^|\.)xn--/.test(hostname)
      ? 'Its name holds letters of other alphabets, written here as xn--…: it may look like another name elsewhere.'
      : '',
    protocol === 'ws:' && !isThisMachine(hostname) ? 'The connection is not encrypted.' : '',
  ].filter((remark) => remark !== '');
  return remarks.length === 0 ? null : remarks.join(' ');
}

function isThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
