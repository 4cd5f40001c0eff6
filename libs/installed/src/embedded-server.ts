// A file of its own, so that only installations without a server of their own load the code.
export { startEmbeddedPostgres } from '@director/embedded-postgres'
