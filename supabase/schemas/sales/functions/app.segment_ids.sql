create function app.segment_ids(
  p_tenant_id uuid, p_entity text, p_query jsonb, p_after uuid default null, p_limit integer default null, p_now timestamptz default now(),
  p_role text default null
)
returns setof uuid
language plpgsql
stable
set search_path = ''
as $$
declare
  v_one record;
begin
  select * into v_one from app.segment_statement(p_tenant_id, p_entity, p_query, p_now, p_role);
  return query execute 'select e.id ' || v_one.body || case when p_after is null then '' else ' and e.id > $6' end || ' order by e.id limit $7'
    using p_tenant_id, v_one.bound, p_now, v_one.today, v_one.zone, p_after, p_limit;
end;
$$;
comment on function app.segment_ids(uuid, text, jsonb, uuid, integer, timestamptz, text) is
  'Who belongs to a segment, by id; p_after is the last of the page before. p_role: who asks (app.segment_statement); NULL: the product itself, for campaigns and workflows. Errors: as app.segment_statement.';
revoke execute on function app.segment_ids(uuid, text, jsonb, uuid, integer, timestamptz, text) from public, anon, authenticated;
