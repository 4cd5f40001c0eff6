/** Database systems an Icinga Director can keep its objects in. */
export type DirectorSystem = 'mysql' | 'postgresql'

type Run = (statement: string) => Promise<unknown>

/** Tables of objects with the columns the import source reads; one lacks what only newer versions have. */
const OBJECT_COLUMNS: Readonly<Record<string, string>> = {
  command: '',
  apiuser: '',
  zone: 'parent_id int, is_global FLAG',
  endpoint: 'zone_id int, host varchar(255), port int, log_duration varchar(32), apiuser_id int',
  timeperiod: 'display_name varchar(255), update_method varchar(64), zone_id int, prefer_includes FLAG',
  hostgroup: 'display_name varchar(255), assign_filter text',
  usergroup: 'display_name varchar(255), zone_id int',
  user: 'display_name varchar(255), email varchar(255), pager varchar(255), enable_notifications FLAG, period_id int, zone_id int',
  host: `display_name varchar(255), address varchar(255), check_command_id int, check_period_id int,
    max_check_attempts int, check_interval varchar(8), enable_perfdata FLAG, has_agent FLAG, zone_id int, notes text,
    api_key varchar(40), template_choice_id int`,
}

const OTHER_TABLES: Readonly<Record<string, string>> = {
  icinga_host_template_choice: 'id int, object_name varchar(64)',
  icinga_host_var: 'host_id int, varname varchar(255), varvalue text, format varchar(20)',
  icinga_user_var: 'user_id int, varname varchar(255), varvalue text, format varchar(20)',
  icinga_hostgroup_host: 'hostgroup_id int, host_id int',
  icinga_usergroup_user: 'usergroup_id int, user_id int',
  icinga_user_states_set: 'user_id int, property varchar(20), merge_behaviour varchar(20)',
  icinga_user_types_set: 'user_id int, property varchar(20), merge_behaviour varchar(20)',
  icinga_timeperiod_include: 'timeperiod_id int, include_id int',
  icinga_timeperiod_exclude: 'timeperiod_id int, exclude_id int',
  icinga_timeperiod_range: 'timeperiod_id int, range_key varchar(255), range_value varchar(255)',
  director_setting: 'setting_name varchar(64), setting_value varchar(255)',
}

const OBJECTS = `
INSERT INTO icinga_command (id, object_name) VALUES (1, 'hostalive');
INSERT INTO icinga_apiuser (id, object_name) VALUES (1, 'root');
INSERT INTO icinga_zone (id, object_name, parent_id, is_global) VALUES
  (1, 'main', NULL, 'n'), (2, 'berlin', 1, 'n'), (3, 'everywhere', NULL, 'y');
INSERT INTO icinga_endpoint (id, object_name, zone_id, host, port, log_duration, apiuser_id) VALUES
  (1, 'main.example.com', 1, '192.0.2.1', 5665, '1d', 1), (2, 'berlin.example.com', 2, NULL, NULL, NULL, NULL);
INSERT INTO icinga_timeperiod (id, object_name, object_type, update_method, prefer_includes) VALUES
  (1, 'always', 'object', NULL, NULL), (2, 'legacy', 'template', 'LegacyTimePeriod', 'n'),
  (3, 'office', 'object', NULL, NULL);
INSERT INTO icinga_timeperiod_range VALUES (1, 'monday', '00:00-24:00'), (3, 'monday', '08:00-12:00,13:00-18:00'),
  (3, 'friday', '08:00-14:00');
INSERT INTO icinga_timeperiod_include VALUES (3, 1);
INSERT INTO icinga_timeperiod_inheritance VALUES (3, 2, 1);
INSERT INTO icinga_hostgroup (id, object_name, display_name, assign_filter) VALUES
  (1, 'web', 'Web', 'host.name=%22web%2A%22'), (2, 'all', NULL, NULL);
INSERT INTO icinga_usergroup (id, object_name, zone_id) VALUES (1, 'admins', 1);
INSERT INTO icinga_user (id, object_name, object_type, email, period_id, enable_notifications) VALUES
  (1, 'everybody', 'template', NULL, 1, 'y'), (2, 'ada', 'object', 'ada@example.com', NULL, 'n');
INSERT INTO icinga_user_inheritance VALUES (2, 1, 1);
INSERT INTO icinga_usergroup_user VALUES (1, 2);
INSERT INTO icinga_user_states_set VALUES (1, 'Up', 'override'), (1, 'Critical', 'override'), (2, 'Down', 'extend'),
  (2, 'Up', 'blacklist');
INSERT INTO icinga_user_types_set VALUES (1, 'Problem', 'override');
INSERT INTO icinga_user_var VALUES (2, 'chat', '@ada', 'string');
INSERT INTO icinga_host_template_choice VALUES (1, 'system');
INSERT INTO icinga_host (id, object_name, object_type, check_command_id, check_period_id, max_check_attempts,
  check_interval, enable_perfdata) VALUES (1, 'base', 'template', 1, 1, 3, '300', 'n');
INSERT INTO icinga_host (id, object_name, object_type, check_interval, template_choice_id) VALUES
  (2, 'linux', 'template', '60', 1);
INSERT INTO icinga_host (id, object_name, object_type, disabled, display_name, address, zone_id, api_key) VALUES
  (3, 'web1', 'object', 'n', 'Büro 🎉', '192.0.2.10', 2, 'secret'), (4, 'old', 'object', 'y', NULL, '', NULL, NULL);
INSERT INTO icinga_host_inheritance VALUES (2, 1, 1), (3, 2, 2), (3, 1, 1);
INSERT INTO icinga_host_var VALUES (1, 'os', 'other', 'string'), (1, 'disks', '{"/":{"warn":"20%"}}', 'json'),
  (2, 'os', 'linux', 'string'), (3, 'cores', '4', 'json'), (3, '__proto__', 'odd', 'string');
INSERT INTO icinga_hostgroup_host VALUES (1, 2), (2, 2);
`

/** Makes the tables of an Icinga Director and puts a few objects of every type into them. */
export async function createDirectorTables(system: DirectorSystem, run: Run): Promise<void> {
  const isPostgresql = system === 'postgresql'
  const flag = isPostgresql ? 'director_flag' : `enum('y', 'n')`
  const kind = isPostgresql ? 'director_kind' : `enum('object', 'template')`
  if (isPostgresql) {
    await run(`CREATE TYPE director_flag AS ENUM ('y', 'n')`)
    await run(`CREATE TYPE director_kind AS ENUM ('object', 'template')`)
  }
  const ending = isPostgresql ? '' : ' CHARACTER SET utf8mb4'
  for (const [name, columns] of Object.entries(OBJECT_COLUMNS)) {
    const usual = `id int PRIMARY KEY, object_name varchar(255), object_type KIND DEFAULT 'object', disabled FLAG DEFAULT 'n'`
    const all = [usual, ...(columns === '' ? [] : [columns])].join(', ')
    const typed = all.replaceAll('FLAG', flag).replaceAll('KIND', kind)
    await run(`CREATE TABLE icinga_${name} (${typed})${ending}`)
    await run(`CREATE TABLE icinga_${name}_inheritance (${name}_id int, parent_${name}_id int, weight int)`)
  }
  for (const [name, columns] of Object.entries(OTHER_TABLES))
    await run(`CREATE TABLE ${name} (${columns})${ending}`)
  for (const statement of OBJECTS.split(';\n').slice(0, -1)) await run(statement)
}
