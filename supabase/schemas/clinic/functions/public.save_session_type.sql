create function public.save_session_type(p_tenant_id uuid, p_id uuid, p_type jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_old public.session_types;
  v_name text;
  v_minutes integer;
  v_price integer;
  v_capacity integer;
begin
  perform app.require_agenda_keeper(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  select * into v_old from public.session_types t where t.tenant_id = p_tenant_id and t.id = p_id for update;
  v_name := case when p_type ? 'name' or v_old.id is null then app.require_name(p_type ->> 'name', 60) else v_old.name end;
  v_minutes := coalesce(app.typed_number(p_type ->> 'minutes'), v_old.minutes, 50);
  v_price := case when p_type ? 'price_cents' then app.typed_number(p_type ->> 'price_cents') else v_old.price_cents end;
  v_capacity := coalesce(app.typed_number(p_type ->> 'capacity'), v_old.capacity, 1);
  if v_minutes not between 5 and 720 or v_price not between 0 and 100000000 or v_capacity not between 1 and 100 then
    raise sqlstate 'PT400' using message = 'invalid_session_type', detail = '5 to 720 minutes, 1 to 100 people, a price that is not negative.';
  end if;
  insert into public.session_types as t (tenant_id, id, name, minutes, price_cents, color, capacity, is_online, charges_once, position)
  values (p_tenant_id, p_id, v_name, v_minutes, v_price, app.require_color(p_type ->> 'color', coalesce(v_old.color, 'gray')), v_capacity,
    coalesce((p_type ->> 'is_online') = 'true', v_old.is_online, false),
    coalesce((p_type ->> 'charges_once') = 'true', v_old.charges_once, false), coalesce(app.typed_number(p_type ->> 'position'), v_old.position, 100))
  on conflict (tenant_id, id) do update set
    name = excluded.name, minutes = excluded.minutes, price_cents = excluded.price_cents, color = excluded.color,
    capacity = excluded.capacity, is_online = excluded.is_online, charges_once = excluded.charges_once, position = excluded.position;
  perform app.tell_agenda(p_tenant_id, 'session_types');
  return (select to_jsonb(l) from public.list_session_types(p_tenant_id, true) l where l.id = p_id);
exception when unique_violation then
  raise sqlstate 'PT409' using message = 'name_in_use', detail = v_name;
end;
$$;
comment on function public.save_session_type(uuid, uuid, jsonb) is
  'Caller: owner, admin, supervisor and operator. p_type {name, minutes, price_cents, color, capacity, is_online, charges_once, position}: keys that are not there stay. Sessions that are booked keep what they have. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_session_type, PT400 invalid_color, PT409 name_in_use.';
revoke execute on function public.save_session_type(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function public.save_session_type(uuid, uuid, jsonb) to authenticated;
