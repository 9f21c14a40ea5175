import type { Adapter, AdapterPayload } from 'oidc-provider'

type Kept = { payload: AdapterPayload; until: number }

/** What the provider keeps of those who sign in, in memory: they sign in anew after a restart. */
export const makeStorage = () => {
  const kept = new Map<string, Kept>()
  const alive = (key: string): AdapterPayload | undefined => {
    const found = kept.get(key)
    return found && found.until > Date.now() ? found.payload : undefined
  }
  const where = (model: string, fits: (payload: AdapterPayload) => boolean) =>
    [...kept.keys()].filter((key) => {
      const payload = key.startsWith(`${model}:`) ? alive(key) : undefined
      return payload !== undefined && fits(payload)
    })
  return (model: string): Adapter => {
    const found = (fits: (payload: AdapterPayload) => boolean) => alive(where(model, fits)[0] ?? '')
    return {
      upsert: async (id, payload, expiresIn = 3600) => {
        kept.set(`${model}:${id}`, { payload, until: Date.now() + expiresIn * 1000 })
      },
      find: async (id) => alive(`${model}:${id}`),
      findByUid: async (uid) => found((payload) => payload.uid === uid),
      findByUserCode: async (code) => found((payload) => payload.userCode === code),
      consume: async (id) => {
        const payload = alive(`${model}:${id}`)
        if (payload) payload.consumed = Math.floor(Date.now() / 1000)
      },
      destroy: async (id) => {
        kept.delete(`${model}:${id}`)
      },
      revokeByGrantId: async (grant) => {
        for (const key of where(model, (payload) => payload.grantId === grant)) kept.delete(key)
      },
    }
  }
}
