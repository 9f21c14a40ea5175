import { z } from 'zod'
import { services } from '../service.ts'
import { instant } from './reported.ts'

/** What one volume holds at most: Typst keeps a document in memory, some hundred kilobytes for each page of a table. */
export const devicesInVolume = 3_000
/** Above this a list of devices is a file for a program, not pages for a person. */
export const mostAnnexed = 100_000

/** One device that is shared with Apple. A null is what Intune does not tell. */
const annexedDevice = z.object({
  serial: z.string().nullable(),
  name: z.string().nullable(),
  person: z.object({ name: z.string().nullable(), upn: z.string().nullable() }).nullable(),
  /** Over which services. */
  services: z.array(z.enum(services)),
  /** When a reading first saw it shared. Sharing may be older. */
  since: instant,
})
export type AnnexedDevice = z.infer<typeof annexedDevice>

/** What one volume says, frozen. Its hash stands in the facts of the report it belongs to. */
export const volumeFactsSchema = z.object({
  kind: z.literal('devices'),
  version: z.literal(1),
  /** From 1. */
  number: z.int().positive(),
  devices: z.array(annexedDevice),
})
export type VolumeFacts = z.infer<typeof volumeFactsSchema>

/** What a report says of its volumes: how to find a device in them, and by what they are known. */
export const deviceAnnex = z.object({
  devices: z.int().nonnegative(),
  /** In their order, by serial number; devices without one come last. */
  volumes: z.array(
    z.object({
      devices: z.int().positive(),
      first: z.string().nullable(),
      last: z.string().nullable(),
      /** Of its facts as canonical JSON. */
      sha256: z.string(),
    }),
  ),
})
export type DeviceAnnex = z.infer<typeof deviceAnnex>

/** Which serial numbers a volume holds, for its sentence. */
export const serialsOf = ({ first, last }: { first: string | null; last: string | null }) => ({
  of: first === null ? 'without' : last === null ? 'mixed' : 'all',
  from: first ?? '',
  to: last ?? '',
})

/** Of one volume of a report: how many devices come before it. */
export const devicesBefore = ({ volumes }: DeviceAnnex, number: number): number =>
  volumes.slice(0, number - 1).reduce((sum, { devices }) => sum + devices, 0)
