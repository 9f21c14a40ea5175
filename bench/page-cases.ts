import type pg from 'pg'
import type { Actor } from '#domain/actor.ts'
import { elementsOf } from '#domain/catalogue/catalogue.ts'
import { groupOf, services } from '#domain/service.ts'
import { connectionDetail } from '#features/connections/queries.ts'
import { deviceDetail } from '#features/devices/device-detail.ts'
import { listDevices } from '#features/devices/list-devices.ts'
import { connectionPopulation, elementDetail, inventory } from '#features/inventory/queries.ts'
import { tenantLinks } from '#features/organisations/queries.ts'
import { listPeople } from '#features/people/list-people.ts'
import { personDetail } from '#features/people/person-detail.ts'
import { readingsAtAGlance } from '#features/readings/queries.ts'
import type { PageCase } from './measure-page.ts'

const lang = 'en'

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
  const deviceIds = await drawn(`select id as drawn ${devices}`)
  const personIds = await drawn(`select id as drawn ${people}`)
  const connectionIds = await drawn(
    'select id as drawn from connection where organisation_id = $1 order by random() limit $2',
  )
  const elements = services.flatMap((service) =>
    elementsOf(groupOf(service)).map(({ key }) => `${service}/${key}`),
  )
  const anyElement = Array.from({ length: calls }, (_, at) => elements[at % elements.length] ?? '')
  const nothing = Array.from({ length: calls }, () => '')

  const mine = () => [organisationId]
  const its = (subject: string) => [organisationId, subject]
  const reading =
    '(select id from reading where organisation_id = $1 and state = $$finished$$ order by sequence desc limit 1)'
  const connections = {
    sql: `select c.*, a.apple_id, d.observed_at from connection c
      left join account a on a.organisation_id = c.organisation_id and a.id = c.account_id
      left join disablement d on d.organisation_id = c.organisation_id and d.connection_id = c.id where c.organisation_id = $1`,
    values: mine,
  }
  const counts = {
    sql: `select * from inventory_count where organisation_id = $1 and reading_id = ${reading}
      and (scope <> 'connection' or element = '')`,
    values: mine,
  }

  return [
    {
      name: 'overview',
      subjects: nothing,
      call: () => Promise.all([inventory(actor, { lang }), tenantLinks(actor), readingsAtAGlance(actor)]),
      plain: [connections, counts],
    },
    {
      name: 'inventory',
      subjects: nothing,
      call: () => inventory(actor, { lang }),
      plain: [connections, counts],
    },
    {
      name: 'element',
      subjects: anyElement,
      call: (subject) => {
        const [name, key = ''] = subject.split('/')
        const service = services.find((each) => each === name) ?? 'apns'
        return elementDetail(actor, service, key, { lang })
      },
      plain: [
        connections,
        {
          sql: `select * from inventory_count where organisation_id = $1 and reading_id = ${reading} and element in ('', $2)`,
          values: (subject) =>
            its(
              groupOf(services.find((each) => subject.startsWith(each)) ?? 'apns') +
                subject.slice(subject.indexOf('/')),
            ),
        },
      ],
    },
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
      call: async (id) => {
        const connection = await connectionDetail(actor, id)
        return connectionPopulation(actor, connection)
      },
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
