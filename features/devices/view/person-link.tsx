import { QuietLink } from '#components/quiet-link.tsx'
import type { NamedPerson } from '../list-devices.ts'

type PersonLinkProps = { person: NamedPerson | null; nobody: string }

/** Whose a device is, and the way to them. */
export function PersonLink({ person, nobody }: PersonLinkProps) {
  if (!person) return nobody
  return <QuietLink href={`/people/${person.id}`}>{person.name ?? person.upn ?? person.id}</QuietLink>
}
