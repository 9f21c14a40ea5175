import pg from 'pg'
import { copyOutUuids } from './copy.ts'
import { gatherMarks, type Marks } from './mark.ts'

/** The rows whose marks are kept together: all managed devices, one token's identities, all licences of a tenant. */
export type MarkedGroup = {
  tenantLinkId: string
  collection: 'managedDevices' | 'identities' | 'licences'
  scope: string
}

/** The marks of what is current, as the last complete reading left it. */
export const currentMarks = async (client: pg.Client, group: MarkedGroup): Promise<Marks> => {
  const gatherer = gatherMarks()
  await copyOutUuids(client, queryOf(group), gatherer.add)
  return gatherer.marks()
}

/** COPY takes no parameters: the values are written into the query, quoted. */
const queryOf = ({ tenantLinkId, collection, scope }: MarkedGroup): string => {
  const link = pg.escapeLiteral(tenantLinkId)
  switch (collection) {
    case 'managedDevices':
      return `select mark from device where organisation_id = pomona_organisation() and tenant_link_id = ${link}
        and mark is not null`
    case 'identities':
      return `${sharesOf('device_share', link)} and c.service in ('dep', 'asm')
        and lower(c.external_id) = lower(${pg.escapeLiteral(scope)})`
    case 'licences':
      return `${sharesOf('device_share', link)} and c.service = 'vpp'
        union all ${sharesOf('person_share', link)} and c.service = 'vpp'`
  }
}

const sharesOf = (table: 'device_share' | 'person_share', link: string): string =>
  `select s.mark from connection c
     join ${table} s on s.organisation_id = c.organisation_id and s.connection_id = c.id
   where c.organisation_id = pomona_organisation() and c.tenant_link_id = ${link} and c.until is null
     and s.until is null and s.mark is not null`
