create function app.segment_statement(
  p_tenant_id uuid, p_entity text, p_query jsonb, p_now timestamptz, p_role text,
  out body text, out bound text[], out zone text, out today date
)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_entity app.segment_entities;
  v_facts text[];
  v_condition text;
begin
  select n.* into v_entity from app.segment_entities n where n.key = p_entity;
  if v_entity.key is null then
    raise sqlstate 'PT400' using message = 'invalid_segment', detail = 'entity';
  elsif not p_role = any (v_entity.roles) then
    raise sqlstate 'PT403' using message = 'forbidden';
  elsif p_role is not null and v_entity.module is not null then
    perform app.require_module(p_tenant_id, v_entity.module);
  end if;
  if octet_length(p_query::text) > 32000
    or (select count(*) from jsonb_path_query(p_query, 'strict $.** ? (exists (@.field))', silent => true)) > 100
  then
    raise sqlstate 'PT400' using message = 'segment_too_large';
  end if;
  zone := app.clinic_zone(p_tenant_id);
  today := (p_now at time zone zone)::date;
  select r.p_values, r.p_facts, r.condition into bound, v_facts, v_condition
  from app.segment_node(jsonb_build_object('tenant_id', p_tenant_id, 'entity', p_entity, 'zone', zone, 'today', today, 'role', p_role),
    coalesce(p_query, '{}'), '', 0, '{}', '{}') r;
  -- the clinic stands outside of the tree
  body := format('from %s %s where e.tenant_id = $1 and (%s) and %s', v_entity.source, (
      select string_agg(f.source, ' ' order by f.position, f.key) from app.segment_facts f where f.entity = p_entity and f.key = any (v_facts)),
    v_entity.scope, v_condition);
end;
$$;
comment on function app.segment_statement(uuid, text, jsonb, timestamptz, text) is
  'A rule tree as SQL over e: only text of app.segment_entities, _facts and _fields, and places of bound values ($1 clinic, $2 values, $3 now, $4 today, $5 zone). p_role: who asks; NULL: the product itself. Errors: PT400 invalid_segment, PT400 segment_too_large, PT400 empty_group, PT400 unknown_field, PT400 unknown_op, PT400 op_not_for_type, PT400 bad_value (detail: where in the tree), PT403 forbidden.';
revoke execute on function app.segment_statement(uuid, text, jsonb, timestamptz, text) from public, anon, authenticated;
