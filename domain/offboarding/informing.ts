/** Who may have to be told before a case begins; each has its words under `offboardings.informing.groups`. */
export const informedGroups = [
  'users',
  'guardians',
  'worksCouncil',
  'dataProtectionOfficer',
  'helpDesk',
  'administrators',
  'others',
] as const
export type InformedGroup = (typeof informedGroups)[number]

/** Who is told of a case, and when and how; of nobody, why. */
export type Informing = { groups: InformedGroup[]; note: string }
