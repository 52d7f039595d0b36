create function app.segment_has(p_tenant_id uuid, p_entity text, p_query jsonb, p_id uuid, p_now timestamptz default now())
returns boolean
language plpgsql
stable
set search_path = ''
as $$
declare
  v_one record;
  v_is_in boolean;
begin
  select * into v_one from app.segment_statement(p_tenant_id, p_entity, p_query, p_now, null);
  execute 'select exists (select ' || v_one.body || ' and e.id = $6)'
    into v_is_in using p_tenant_id, v_one.bound, p_now, v_one.today, v_one.zone, p_id;
  return v_is_in;
end;
$$;
comment on function app.segment_has(uuid, text, jsonb, uuid, timestamptz) is
  'Whether one of the clinic belongs to a segment now. Errors: as app.segment_statement.';
revoke execute on function app.segment_has(uuid, text, jsonb, uuid, timestamptz) from public, anon, authenticated;
