import { z } from 'zod'
import type { Transaction } from '#adapters/db.ts'
import type { MergedReading } from './merged-reading.ts'

const moved = z.object({ appeared: z.number(), vanished: z.number() })

/** The numbers of a reading against the finished one before it, as `reading.changes` keeps them. */
export const frozenChanges = z.object({
  /** Sequence of the reading it was compared with. */
  against: z.number(),
  connections: moved.extend({ changed: z.number() }),
  /** Devices that had somebody at both readings, but not the same person. */
  handedOver: z.number(),
  /** Connections over which devices or people came or went; a connection that is not named here has none. */
  shares: z.array(z.object({ connectionId: z.string(), devices: moved, people: moved })),
})
export type FrozenChanges = z.infer<typeof frozenChanges>

/**
 * Freezes what came and went since the last complete reading, in numbers: devices and people are erased when they are
 * gone for long, and no page counts them. The first complete reading has nothing to be compared with.
 *
 * A merge never closes and opens the same share, so the rows of this sequence are the difference. `since > 1` tells the
 * planner which indexes answer, whatever the sequence is.
 */
export const writeChanges = async (
  tx: Transaction,
  { organisationId, readingId, sequence, into }: MergedReading,
): Promise<void> => {
  await tx.$executeRaw`
    with moved as materialized (
      select c.id,
        (select count(*) from ${into.deviceShare} s where s.organisation_id = c.organisation_id and s.connection_id = c.id
          and s.since = ${sequence}::int and s.since > 1) as devices_in,
        (select count(*) from ${into.deviceShare} s where s.organisation_id = c.organisation_id and s.connection_id = c.id
          and s.until = ${sequence}::int) as devices_out,
        (select count(*) from ${into.personShare} s where s.organisation_id = c.organisation_id and s.connection_id = c.id
          and s.since = ${sequence}::int and s.since > 1) as people_in,
        (select count(*) from ${into.personShare} s where s.organisation_id = c.organisation_id and s.connection_id = c.id
          and s.until = ${sequence}::int) as people_out
      from connection c
      where c.organisation_id = ${organisationId}::uuid and (c.until is null or c.until = ${sequence}::int)
    )
    update reading r set changes = jsonb_build_object(
      'against', last.sequence,
      'connections', jsonb_build_object(
        'appeared', (select count(*) from connection c where c.organisation_id = ${organisationId}::uuid
          and c.since = ${sequence}::int and c.until is null),
        'vanished', (select count(*) from connection c where c.organisation_id = ${organisationId}::uuid
          and c.since < ${sequence}::int and c.until = ${sequence}::int),
        'changed', (select count(distinct c.id) from connection c
          join connection_fact f on f.organisation_id = c.organisation_id and f.connection_id = c.id
            and (f.since = ${sequence}::int or f.until = ${sequence}::int)
          where c.organisation_id = ${organisationId}::uuid and c.since < ${sequence}::int and c.until is null)),
      'handedOver', (select count(*) from device_past_user u
        join ${into.device} d on d.organisation_id = u.organisation_id and d.id = u.device_id and d.person_id is not null
        where u.organisation_id = ${organisationId}::uuid and u.until = ${sequence}::int),
      'shares', (select coalesce(jsonb_agg(jsonb_build_object('connectionId', m.id,
          'devices', jsonb_build_object('appeared', m.devices_in, 'vanished', m.devices_out),
          'people', jsonb_build_object('appeared', m.people_in, 'vanished', m.people_out)) order by m.id), '[]')
        from moved m where m.devices_in + m.devices_out + m.people_in + m.people_out > 0))
    from (select sequence from reading where organisation_id = ${organisationId}::uuid and state = 'finished'
      and sequence < ${sequence}::int order by sequence desc limit 1) as last
    where r.organisation_id = ${organisationId}::uuid and r.id = ${readingId}::uuid`
}
