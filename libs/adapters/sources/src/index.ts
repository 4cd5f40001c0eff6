export { DirectorDatabase } from './director/director-database.js'
export {
  checkDirectorConnection,
  DIRECTOR_CONNECTION_FIELDS,
} from './director/director-connection.settings.js'
export {
  DIRECTOR_TABLES,
  isDirectorObjectType,
  propertiesOf,
  type DirectorObjectType,
} from './director/director-tables.js'
export { DnsAnswers, type DnsRecordType } from './dns/dns-answers.js'
export { CsvFileSettings, CsvFileSource } from './files/csv-file.source.js'
export { JsonFileSettings, JsonFileSource } from './files/json/json-file.source.js'
export { SourceFiles } from './files/source-files.js'
export { XmlFileSettings, XmlFileSource } from './files/xml/xml-file.source.js'
export { YamlFileSettings, YamlFileSource } from './files/yaml/yaml-file.source.js'
export { XlsxFileSettings, XlsxFileSource } from './files/xlsx/xlsx-file.source.js'
export { TsvFileSettings, TsvFileSource } from './files/tsv/tsv-file.source.js'
export { IcingaObjectsSettings } from './icinga/icinga-objects.settings.js'
export { IcingaObjectsSource } from './icinga/icinga-objects.source.js'
export { LdapSource } from './ldap/ldap.source.js'
export { LdapSettings } from './ldap/ldap.settings.js'
export { MysqlQuerySettings } from './mysql/mysql-query.settings.js'
export { MysqlQuerySource } from './mysql/mysql-query.source.js'
export { MssqlQuerySettings } from './mssql/mssql-query.settings.js'
export { MssqlQuerySource } from './mssql/mssql-query.source.js'
export { PostgresqlQuerySource } from './postgresql/postgresql-query.source.js'
export { PostgresqlQuerySettings } from './postgresql/postgresql-query.settings.js'
export { RestApiSettings } from './rest/rest-api.settings.js'
export { RestApiSource } from './rest/rest-api.source.js'
export { SqliteQuerySettings } from './sqlite/sqlite-query.settings.js'
export { SqliteQuerySource } from './sqlite/sqlite-query.source.js'
export { SourcesModule } from './sources.module.js'
