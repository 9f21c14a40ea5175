import { z } from 'zod'
import { connectionKinds, services } from '../service.ts'
import { hardStopKinds } from './plan.ts'

// A plan and its impact as they are kept: with a confirmed case, and in the report of its impact.

const counts = z.object({
  devices: z.number(),
  people: z.number(),
  apps: z.number(),
  licences: z.number(),
  // Plans of the time when only location tokens could be ended have none.
  managed: z.number().default(0),
  fixed: z.number().default(0),
})

const profile = z.object({
  id: z.string(),
  name: z.string(),
  isDefault: z.boolean(),
  // Plans of the time when a case ended one connection do not name the token of its own profiles.
  token: z.string().default(''),
  tokenId: z.string().optional(),
})

export const frozenTouched = z.object({
  plan: z.object({
    version: z.literal(1),
    connections: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(connectionKinds),
        externalId: z.string(),
        name: z.string(),
        tenantLinkId: z.string(),
        account: z.object({ id: z.string(), appleId: z.string() }).nullable(),
      }),
    ),
    hardStops: z.array(
      z.object({ kind: z.enum(hardStopKinds), connectionId: z.string(), subjects: z.array(z.string()) }),
    ),
    counts,
  }),
  impact: z.object({
    reading: z.object({ id: z.string(), sequence: z.number(), finishedAt: z.string() }).nullable(),
    apps: z.array(z.object({ id: z.string(), name: z.string(), usedLicences: z.number().nullable() })),
    // Plans of the time when books were not read have none.
    books: z.object({ titles: z.number(), licences: z.number() }).nullable().default(null),
    profiles: z.array(profile),
    ownProfiles: z.array(profile).default([]),
    // Plans of one connection have what is counted of it in their own counts alone.
    each: z.array(counts.omit({ fixed: true }).extend({ id: z.string() })).default([]),
    siblings: z.array(
      z.object({ id: z.string(), name: z.string(), service: z.enum(services), appleId: z.string() }),
    ),
  }),
})

/** What an answer agreed to. */
export const agreedCounts = counts
