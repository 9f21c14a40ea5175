import type { Json, Row } from '../json.ts'
import type { Tenant } from '../tenant/records.ts'
import { type Call, collection, entity } from './answer.ts'
import { badRequest, directoryForbidden, GraphRefusal } from './refusal.ts'
import { bothVersions, managedDevices, type Route } from './route.ts'

const whole = ['User.Read.All', 'Directory.Read.All']
const basic = 'User.ReadBasic.All'

/** All that the basic profile shows (Graph's permissions reference); everything else is answered null. */
const basicNames: ReadonlySet<string> = new Set([
  'id',
  'displayName',
  'givenName',
  'surname',
  'mail',
  'userPrincipalName',
])

const usersOf = ({ people, directory }: Tenant): Row[] => [
  ...directory,
  ...people
    .filter(({ left }) => !left)
    .map((person) => ({
      ...person,
      accountEnabled: true,
      proxyAddresses: [`SMTP:${person.mail}`],
      otherMails: [],
    })),
]

const seesAll = ({ roles }: Call): boolean => whole.some((role) => roles.includes(role))

const asShown = (call: Call, user: Row): Row =>
  seesAll(call)
    ? user
    : { ...Object.fromEntries(Object.entries(user).filter(([name]) => basicNames.has(name))), id: user.id }

type Clause = { name: string; wanted: string }

/** `mail eq 'a'` or `otherMails/any(m:m eq 'a')`; a quote inside is written twice. */
const clauseOf = (text: string): Clause => {
  const one = /^(\w+) eq '((?:[^']|'')*)'$/.exec(text.trim())
  const anyOf = /^(\w+)\/any\((\w+):\2 eq '((?:[^']|'')*)'\)$/.exec(text.trim())
  const [name, quoted] = one ? [one[1], one[2]] : [anyOf?.[1], anyOf?.[3]]
  if (name === undefined || quoted === undefined) throw badRequest('Invalid filter clause')
  return { name, wanted: quoted.replaceAll("''", "'").toLowerCase() }
}

const holds = (value: Json | undefined, wanted: string): boolean =>
  Array.isArray(value)
    ? value.some((each) => holds(each, wanted))
    : typeof value === 'string' && value.toLowerCase() === wanted

/** The directory refuses what it does not understand, unlike Intune, and a look at what may not be seen. */
const filtered = (call: Call, users: Row[]): Row[] => {
  const filter = call.query.get('$filter')
  if (filter === null) return users
  const clauses = filter.split(' or ').map(clauseOf)
  if (!seesAll(call) && clauses.some(({ name }) => !basicNames.has(name))) throw directoryForbidden()
  return users.filter((user) => clauses.some(({ name, wanted }) => holds(user[name], wanted)))
}

/** Reference section 8.2: the tenant's users. */
export const userRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: 'users',
    versions: bothVersions,
    scopes: [...whole, basic],
    directory: true,
    reply: (call) => {
      const shown = (user: Row) => asShown(call, user)
      return collection(call, 'user', filtered(call, usersOf(call.state.tenant())), { shown })
    },
  },
  {
    method: 'GET',
    path: 'users/{}',
    versions: bothVersions,
    scopes: [...whole, basic, ...managedDevices.read],
    directory: true,
    reply: (call) => {
      const [wanted = ''] = call.params
      const user = usersOf(call.state.tenant()).find(
        ({ id, userPrincipalName }) => id === wanted || userPrincipalName === wanted,
      )
      if (!user)
        throw new GraphRefusal(
          404,
          'Request_ResourceNotFound',
          `Resource '${wanted}' does not exist or one of its queried reference-property objects are not present.`,
        )
      return entity(call, 'user', asShown(call, user))
    },
  },
]
