import { isObject, type Row } from '../json.ts'
import { actionResult } from '../revocation.ts'
import type { State } from '../state.ts'
import type { LocationToken } from '../tenant/records.ts'
import { type Call, collection, entity, noContent } from './answer.ts'
import { badRequest, notThere } from './refusal.ts'
import { betaOnly, bothVersions, type Route, serviceConfig } from './route.ts'

const base = 'deviceAppManagement/vppTokens'

const tokenIn = ({ state, params }: Call): LocationToken => {
  const found = state.tenant().locationTokens.find(({ id }) => id === params[0])
  if (!found) throw notThere()
  return found
}

/** One look at a deleted token that still answers uses that look up. */
const tokenSeen = (call: Call): LocationToken => {
  const late = call.state
    .tenant()
    .lingering.find(({ token, looks }) => token.id === call.params[0] && looks > 0)
  if (!late) return tokenIn(call)
  late.looks -= 1
  return late.token
}

/** A token with the results of what was asked of it. */
const withResults = (state: State, token: LocationToken): Row => {
  const now = state.now().getTime()
  const own = state.world().revocations.filter(({ tokenId }) => tokenId === token.id)
  return { ...token, tokenActionResults: own.map((revocation) => actionResult(revocation, now)) }
}

const isAsked = (value: unknown): boolean => value === undefined || typeof value === 'boolean'

/** Reference sections 6.1, 6.2 and 6.4: location tokens, revoking their licences, deleting them. */
export const locationTokenRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: base,
    versions: bothVersions,
    scopes: serviceConfig.read,
    reply: (call) => {
      const tokens = call.state.tenant().locationTokens
      return collection(
        call,
        'vppToken',
        tokens.map((token) => withResults(call.state, token)),
      )
    },
  },
  {
    method: 'GET',
    path: `${base}/{}`,
    versions: bothVersions,
    scopes: serviceConfig.read,
    reply: (call) => entity(call, 'vppToken', withResults(call.state, tokenSeen(call))),
  },
  {
    method: 'POST',
    path: `${base}/{}/revokeLicenses`,
    versions: betaOnly,
    scopes: serviceConfig.write,
    reply: (call) => {
      const { id } = tokenIn(call)
      const { body } = call
      if (!isObject(body) || !isAsked(body.notifyManagedDevices) || !isAsked(body.revokeUntrackedLicenses))
        throw badRequest(
          'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
        )
      call.state.change('revokeLicences', [id], body)
      return noContent
    },
  },
  {
    method: 'DELETE',
    path: `${base}/{}`,
    versions: bothVersions,
    scopes: serviceConfig.write,
    reply: (call) => {
      call.state.change('deleteLocationToken', [tokenIn(call).id])
      return noContent
    },
  },
]
