import { z } from 'zod'

const truth = z.object({
  connections: z.array(
    z.object({
      service: z.string(),
      name: z.string(),
      externalId: z.string(),
      devices: z.number(),
      people: z.number(),
    }),
  ),
  organisation: z.object({ devices: z.number(), people: z.number() }),
  apns: z.object({ devices: z.number() }),
})
export type Counts = { devices: number; people: number }

/** The stand-in for Microsoft, asked and disturbed behind Pomona's back. */
export const tenantAt = (url: string) => {
  const order = async (name: string, body: object): Promise<void> => {
    const answer = await fetch(`${url}/_sandbox/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`the sandbox refused ${name}: ${await answer.text()}`)
  }
  const now = async () => truth.parse(await (await fetch(`${url}/_sandbox/truth`)).json())
  const named = async (connection: string) => {
    const found = (await now()).connections.find(({ name }) => name === connection)
    if (!found) throw new Error(`the tenant has no ${connection}`)
    return found
  }
  return {
    host: new URL(url).host,
    /** Each device and each person once. */
    counts: async (): Promise<Counts> => (await now()).organisation,
    /** The devices that the push certificate reaches. */
    managed: async (): Promise<number> => (await now()).apns.devices,
    countsOf: async (connection: string): Promise<Counts> => named(connection),
    /** What people do about the devices of an enrolment token, at Apple and in Intune. */
    unassignsAtApple: async (token: string) =>
      order('change', { unassignAtApple: (await named(token)).externalId }),
    unassignsAllAtApple: async () => {
      for (const { externalId, service } of (await now()).connections)
        if (service === 'dep' || service === 'asm') await order('change', { unassignAtApple: externalId })
    },
    retiresDevices: async (token: string) =>
      order('change', { retireDevices: (await named(token)).externalId }),
    retiresAllDevices: () => order('change', { retireAllDevices: true }),
    /** In the portal, where alone it can be done. */
    losesPushCertificate: () => order('change', { removePushCertificate: true }),
    /** Everything that was ended is back, as if somebody had set it up again. */
    resets: () => order('reset', {}),
    /** What the directory says of somebody who signs in. */
    says: (person: { upn: string; groups?: string[]; isInTooMany?: boolean }) => order('person', person),
    gainsDevices: (count: number) => order('change', { addDevices: count }),
    /** The next `times` requests whose "METHOD /path?query" contains `match` go wrong. */
    breaks: (fault: { match: string; kind: string; times: number; retryAfter?: number }) =>
      order('fault', fault),
  }
}
export type Tenant = ReturnType<typeof tenantAt>
