/** Where a tenant lives. `custom` is any server that speaks Microsoft's documented formats at given addresses. */
export const clouds = ['global', 'usGov', 'usGovDod', 'china', 'custom'] as const
export type Cloud = (typeof clouds)[number]

/** Base addresses without a trailing slash; they may carry a path. `portal` is null where no portal is known. */
export type CloudUrls = { login: string; graph: string; portal: string | null }

/**
 * Hosts as listed in "National cloud deployments" of Microsoft Graph. Tokens of one cloud are refused by the
 * others, so a tenant link never changes cloud.
 */
const known: Record<Exclude<Cloud, 'custom'>, CloudUrls> = {
  global: {
    login: 'https://login.microsoftonline.com',
    graph: 'https://graph.microsoft.com',
    portal: 'https://portal.azure.com',
  },
  usGov: {
    login: 'https://login.microsoftonline.us',
    graph: 'https://graph.microsoft.us',
    portal: 'https://portal.azure.us',
  },
  usGovDod: {
    login: 'https://login.microsoftonline.us',
    graph: 'https://dod-graph.microsoft.us',
    portal: 'https://portal.azure.us',
  },
  china: {
    login: 'https://login.chinacloudapi.cn',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    portal: 'https://portal.azure.cn',
  },
}

const withoutTrailingSlash = (address: string): string => address.trim().replace(/\/+$/, '')

/** The addresses of a cloud, or null for `custom` when this installation was given none. */
export const cloudUrls = (
  cloud: Cloud,
  custom: { loginUrl: string; graphUrl: string } | null = null,
): CloudUrls | null => {
  if (cloud !== 'custom') return known[cloud]
  if (!custom) return null
  return {
    login: withoutTrailingSlash(custom.loginUrl),
    graph: withoutTrailingSlash(custom.graphUrl),
    portal: null,
  }
}

/**
 * Whether a credential may travel to this address: https anywhere, plain http only on this machine, where a
 * stand-in for Microsoft listens. Anything else (not an address, another scheme) may not be used at all.
 */
export const isSafeAddress = (address: string): boolean => {
  if (!URL.canParse(address)) return false
  const { protocol, hostname, username, password } = new URL(address)
  if (username || password) return false
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' ||
  hostname.endsWith('.localhost') ||
  hostname === '[::1]' ||
  /^127(\.\d{1,3}){3}$/.test(hostname)
