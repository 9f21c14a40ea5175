import type pg from 'pg'
import type { Actor } from '#domain/actor.ts'
import { deviceDetail } from '#features/devices/device-detail.ts'
import { listDevices } from '#features/devices/list-devices.ts'
import { countedConnection } from '#features/inventory/connection-population.ts'
import { listPeople } from '#features/people/list-people.ts'
import { personDetail } from '#features/people/person-detail.ts'
import { inventoryCases } from './inventory-cases.ts'
import type { PageCase } from './measure-page.ts'
import { searchCases } from './search-cases.ts'

/** The pages, each with subjects drawn at random and with plain SQL for the rows it needs. */
export const pageCases = async (owner: pg.Client, actor: Actor, calls: number): Promise<PageCase[]> => {
  const { organisationId } = actor
  const drawn = async (sql: string): Promise<string[]> => {
    const { rows } = await owner.query<{ drawn: string }>(sql, [organisationId, calls])
    if (rows.length === 0) throw new Error(`Nothing to ask for: ${sql}`)
    return Array.from({ length: calls }, (_, at) => rows[at % rows.length]?.drawn ?? '')
  }
  const devices = 'from device where organisation_id = $1 and serial is not null order by random() limit $2'
  const people = 'from person where organisation_id = $1 order by random() limit $2'
  const serials = await drawn(`select left(serial, 7) as drawn ${devices}`)
  const addresses = await drawn(
    `select substr(split_part(upn, '@', 1), 1 + length(split_part(upn, '.', 1))) as drawn ${people}`,
  )
  const firstNames = await drawn(`select split_part(name, ' ', 1) as drawn ${people}`)
  const deviceIds = await drawn(`select id as drawn ${devices}`)
  const personIds = await drawn(`select id as drawn ${people}`)
  const connectionIds = await drawn(
    'select id as drawn from connection where organisation_id = $1 order by random() limit $2',
  )
  const names = await drawn(
    "select split_part(name, ' ', 2) as drawn from connection where organisation_id = $1 order by random() limit $2",
  )
  const appleIds = await drawn(
    "select split_part(apple_id, '@', 1) as drawn from account where organisation_id = $1 order by random() limit $2",
  )

  const its = (subject: string) => [organisationId, subject]
  const reading =
    '(select id from reading where organisation_id = $1 and state = $$finished$$ order by sequence desc limit 1)'

  return [
    ...inventoryCases(actor, { names, appleIds, calls }),
    ...searchCases(actor, { serials, addresses, firstNames }),
    {
      name: 'devices, by serial prefix',
      subjects: serials,
      call: (text) => listDevices(actor, { text }),
      plain: [
        {
          sql: `select d.*, p.name, p.upn, array(select c.service from device_share s join connection c
              on c.organisation_id = s.organisation_id and c.id = s.connection_id
              where s.organisation_id = d.organisation_id and s.device_id = d.id and s.until is null)
            from device d left join person p on p.organisation_id = d.organisation_id and p.id = d.person_id
            where d.organisation_id = $1 and d.serial like $2 || '%' order by d.id limit 51`,
          values: its,
        },
      ],
    },
    {
      name: 'devices, over any connection',
      subjects: serials.map(() => ''),
      call: () => listDevices(actor, { over: { service: 'any' } }),
      plain: [
        {
          sql: `select d.*, p.name, p.upn from device d
            left join person p on p.organisation_id = d.organisation_id and p.id = d.person_id
            where d.organisation_id = $1 and exists (select from device_share s
              where s.organisation_id = d.organisation_id and s.device_id = d.id and s.until is null)
            order by d.id limit 51`,
          values: () => [organisationId],
        },
      ],
    },
    {
      name: 'people, by part of the UPN',
      subjects: addresses,
      call: (text) => listPeople(actor, { text }),
      plain: [
        {
          sql: `select p.*, array(select c.service from person_share s join connection c
              on c.organisation_id = s.organisation_id and c.id = s.connection_id
              where s.organisation_id = p.organisation_id and s.person_id = p.id and s.until is null)
            from person p where p.organisation_id = $1 and p.id in (
              select id from person where organisation_id = $1
                and lower(' ' || coalesce(split_part(upn, '@', 1), '') || ' ' || coalesce(name, '')) like '%' || $2 || '%')
            order by p.id limit 51`,
          values: its,
        },
      ],
    },
    {
      name: 'device',
      subjects: deviceIds,
      call: (id) => deviceDetail(actor, id),
      plain: [
        {
          sql: `select d.*, p.name, p.upn from device d left join person p on p.organisation_id = d.organisation_id
            and p.id = d.person_id where d.organisation_id = $1 and d.id = $2`,
          values: its,
        },
        {
          sql: `select s.*, c.*, r.finished_at from device_share s join connection c on c.organisation_id = s.organisation_id
            and c.id = s.connection_id join reading r on r.organisation_id = s.organisation_id and r.sequence = s.since
            where s.organisation_id = $1 and s.device_id = $2`,
          values: its,
        },
        { sql: 'select * from device_past_user where organisation_id = $1 and device_id = $2', values: its },
      ],
    },
    {
      name: 'person',
      subjects: personIds,
      call: (id) => personDetail(actor, id),
      plain: [
        { sql: 'select * from person where organisation_id = $1 and id = $2', values: its },
        {
          sql: `select s.*, c.*, r.finished_at from person_share s join connection c on c.organisation_id = s.organisation_id
            and c.id = s.connection_id join reading r on r.organisation_id = s.organisation_id and r.sequence = s.since
            where s.organisation_id = $1 and s.person_id = $2`,
          values: its,
        },
        {
          sql: `select d.*, s.* from device d join device_share s on s.organisation_id = d.organisation_id
            and s.device_id = d.id where d.organisation_id = $1 and d.person_id = $2`,
          values: its,
        },
        { sql: 'select * from device_past_user where organisation_id = $1 and person_id = $2', values: its },
      ],
    },
    {
      name: 'connection',
      subjects: connectionIds,
      call: (id) => countedConnection(actor, id),
      plain: [
        { sql: 'select * from connection where organisation_id = $1 and id = $2', values: its },
        {
          sql: 'select * from connection_fact where organisation_id = $1 and connection_id = $2',
          values: its,
        },
        { sql: 'select * from app where organisation_id = $1 and connection_id = $2', values: its },
        {
          sql: `select * from inventory_count where organisation_id = $1 and reading_id = ${reading} and scope_id = $2::text`,
          values: its,
        },
      ],
    },
  ]
}
