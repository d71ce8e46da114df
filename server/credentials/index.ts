export { eraseCredentials } from './erase-person.ts'
export { credentialIssued, credentialRevoked } from './events.ts'
export { issueCredentials } from './issue-credential.ts'
export { holdIssuerKey, type IssuerKeyOf, replaceIssuerKey, signAgain } from './issuer-key.ts'
export {
  insertIssuerKey,
  listIssuerKeys,
  lockIssuerKey,
  markIssuerKeyCompromised,
  selectOptionalActiveIssuerKey,
} from './key-queries.ts'
export { exportOfCredentials } from './person-queries.ts'
export { selectOptionalRevokedAt, selectOptionalStatusDocument } from './queries.ts'
export { listCredentialsBy } from './read-credentials.ts'
export { credentialsRouter } from './router.ts'
export { refreshStatusLists, signStatusList } from './status-lists.ts'
