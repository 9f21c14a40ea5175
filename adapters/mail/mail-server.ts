/** The server that mails are handed to, as its address says. */
export type MailServer = {
  host: string
  port: number
  /** `fromStart`: the connection begins encrypted. `required`: it becomes so (STARTTLS) before anything is said. */
  encryption: 'fromStart' | 'required' | 'off'
  signIn: { user: string; password: string } | null
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/
const [submission, submissions] = [587, 465]

/**
 * A server by its address: `smtp://` or `smtps://`, a user and password where it wants them. Without encryption go mails to
 * this machine, and those whose address ends in `?tls=off`; never a password to another machine. Null for what is none.
 */
export const mailServerOf = (address: string): MailServer | null => {
  if (!URL.canParse(address)) return null
  const { protocol, hostname, port, username, password, pathname, searchParams, hash } = new URL(address)
  const tls = searchParams.get('tls')
  const isSound =
    /^smtps?:$/.test(protocol) &&
    hostname !== '' &&
    ['', '/'].includes(pathname) &&
    hash === '' &&
    [...searchParams.keys()].every((key) => key === 'tls') &&
    [null, 'off', 'required'].includes(tls) &&
    (username === '') === (password === '')
  if (!isSound) return null
  const isHere = loopback.test(hostname)
  const isOff = tls === 'off' || (tls === null && isHere)
  const encryption = protocol === 'smtps:' ? 'fromStart' : isOff ? 'off' : 'required'
  const isContrary = encryption === 'fromStart' && tls === 'off'
  const isBare = encryption === 'off' && !isHere && username !== ''
  if (isContrary || isBare) return null
  try {
    const signIn = { user: decodeURIComponent(username), password: decodeURIComponent(password) }
    return {
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port === '' ? (encryption === 'fromStart' ? submissions : submission) : Number(port),
      encryption,
      signIn: username === '' ? null : signIn,
    }
  } catch {
    // A per cent sign that begins no character.
    return null
  }
}

/** The address without user and password, for whoever only needs to know that there is one. */
export const withoutSignIn = (address: string): string => {
  const url = new URL(address)
  url.username = ''
  url.password = ''
  return url.href
}
