create function public.save_room(p_tenant_id uuid, p_id uuid, p_name text, p_position integer default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_name text;
begin
  perform app.require_agenda_keeper(p_tenant_id);
  v_name := app.require_name(p_name, 60);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  insert into public.rooms as r (tenant_id, id, name, position) values (p_tenant_id, p_id, v_name, coalesce(p_position, 100))
  on conflict (tenant_id, id) do update set name = excluded.name, position = coalesce(p_position, r.position);
  perform app.tell_agenda(p_tenant_id, 'rooms');
  return (select to_jsonb(l) from public.list_rooms(p_tenant_id, true) l where l.id = p_id);
exception when unique_violation then
  raise sqlstate 'PT409' using message = 'name_in_use', detail = v_name;
end;
$$;
comment on function public.save_room(uuid, uuid, text, integer) is
  'Caller: owner, admin, supervisor and operator. A room; p_id comes from the client. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_name, PT400 missing_client_id, PT409 name_in_use.';
revoke execute on function public.save_room(uuid, uuid, text, integer) from public, anon, authenticated;
grant execute on function public.save_room(uuid, uuid, text, integer) to authenticated;
