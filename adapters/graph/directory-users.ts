import type { User } from '@microsoft/microsoft-graph-types-beta'
import { type CollectionOf, namesOf, plainList, query } from './collection.ts'
import { reading } from './wire-record.ts'

const basicNames = namesOf<User>()('id', 'userPrincipalName', 'mail')
const fullNames = namesOf<User>()(
  'id',
  'userPrincipalName',
  'mail',
  'otherMails',
  'proxyAddresses',
  'accountEnabled',
)

/** OData doubles a quote inside a text. */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** `SMTP:` marks the address that a user writes from, `smtp:` the others. */
const withoutKind = (address: string): string => address.replace(/^smtp:/i, '')

/**
 * `GET /users` (Graph: "List users") for the users that have one address. `User.ReadBasic.All` shows sign-in name and
 * mail alone, and refuses a filter by anything else; only the wider permissions show whether a user is enabled. What the
 * filter lets through is compared here once more.
 */
export const directoryUsers: CollectionOf<'directoryUsers'> = {
  ...plainList,
  path: () => '/v1.0/users',
  queries: ({ address, extent }) => {
    const names = [`userPrincipalName eq ${quoted(address)}`, `mail eq ${quoted(address)}`]
    const others = [
      `proxyAddresses/any(p:p eq ${quoted(`smtp:${address}`)})`,
      `otherMails/any(m:m eq ${quoted(address)})`,
    ]
    return extent === 'basic'
      ? [query({ select: basicNames, filter: names.join(' or ') })]
      : [query({ select: fullNames, filter: [...names, ...others].join(' or ') })]
  },
  whenNotFound: 'notFound',
  permission: 'directoryUsers',
  rowOf: (record, { address }) => {
    const at = reading<User>(record)
    const externalId = at.joinKey('id')
    if (!externalId) return 'malformed'
    const addresses = [
      at.text('userPrincipalName'),
      at.text('mail'),
      ...at.texts('otherMails'),
      ...at.texts('proxyAddresses').map(withoutKind),
    ].flatMap((each) => each?.toLowerCase() ?? [])
    if (!addresses.includes(address.toLowerCase())) return 'skipped'
    return { externalId, isEnabled: at.flag('accountEnabled'), addresses: [...new Set(addresses)] }
  },
}
