export { closeAccount, reopenAccount, requirePassword } from './close-account.ts'
export { createOrganisation } from './create-organisation.ts'
export { deviceOf } from './device.ts'
export { COUNTRIES, SignInInput } from './inputs.ts'
export { sendLink } from './jobs.ts'
export { createLink, readLink, redeemLink } from './links.ts'
export {
  insertOrganisation,
  listMembersWithRole,
  listOrganisations,
  listOrganisationsOfKind,
  listRolesIn,
  selectOptionalOrganisation,
} from './organisation-queries.ts'
export { arePasskeysPossible, beginPasskeySignIn, signInWithPasskey } from './passkeys.ts'
export {
  eraseIdentity,
  exportOfIdentity,
  listNames,
  listOrganisationNames,
  selectOptionalClosedContact,
} from './person-queries.ts'
export { countOperators, insertMembership, insertPerson, listPersonas, selectOptionalPerson } from './queries.ts'
export { ensurePeople, inviteLearners, removeUnjoined } from './roster-people.ts'
export { listPeopleByEmails } from './roster-queries.ts'
export { identityRouter } from './router.ts'
export { listSeats } from './seat-queries.ts'
export { closeSession, personOfSession } from './sessions.ts'
export { signIn, signInAsPersona } from './sign-in.ts'
export { SITE_ORGANISATION } from './site-organisation.ts'
