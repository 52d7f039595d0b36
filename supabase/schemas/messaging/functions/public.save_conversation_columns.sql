create function public.save_conversation_columns(p_tenant_id uuid, p_columns jsonb)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_keys text[];
begin
  perform app.require_leader(p_tenant_id);
  if jsonb_typeof(p_columns) is distinct from 'array' then
    raise sqlstate 'PT400' using message = 'invalid_columns';
  end if;
  v_keys := array(select c ->> 'key' from jsonb_array_elements(p_columns) c order by 1);
  if v_keys is distinct from array['finished', 'in_progress', 'new', 'waiting_contact'] then
    raise sqlstate 'PT400' using message = 'invalid_columns', hint = 'All four, each once.';
  end if;
  perform app.require_name(c ->> 'name', 40) from jsonb_array_elements(p_columns) c where coalesce(c ->> 'name', '') <> '';
  insert into public.conversation_columns (tenant_id, key, name, position)
  select p_tenant_id, c.one ->> 'key', case when coalesce(c.one ->> 'name', '') <> '' then app.require_name(c.one ->> 'name', 40) end, c.n
  from jsonb_array_elements(p_columns) with ordinality c (one, n) order by c.one ->> 'key'
  on conflict (tenant_id, key) do update set name = excluded.name, position = excluded.position;
  perform app.broadcast(p_tenant_id, 'conversation_columns', '{}');
end;
$$;
comment on function public.save_conversation_columns(uuid, jsonb) is
  'Caller: owner, admin and supervisor. [{key, name}] of all four columns in their order; an empty name is the product''s own. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_columns, PT400 invalid_name.';
revoke execute on function public.save_conversation_columns(uuid, jsonb) from public, anon, authenticated;
grant execute on function public.save_conversation_columns(uuid, jsonb) to authenticated;
