import type { Source } from '../grade.ts'
import type { DisclosedService, DisclosureFacts } from './disclosure-facts.ts'

/**
 * How a service's state is known: as that of the connection which gives it, else as that of any of its connections.
 * That a service has none is known as well as the totals are.
 */
export const stateSource = ({ state, connections }: DisclosedService, facts: DisclosureFacts): Source => {
  const witness = connections.find((connection) => connection.state.value === state) ?? connections[0]
  return witness?.state.source ?? facts.totals.devices.source
}
