create function app.typed_session(p_tenant_id uuid, p_session jsonb)
returns public.sessions
language plpgsql
stable
set search_path = ''
as $$
declare
  v_type public.session_types;
  v_row public.sessions;
  v_minutes integer;
  v_price integer;
begin
  if jsonb_typeof(p_session) is distinct from 'object' then
    raise sqlstate 'PT404' using message = 'session_type_not_found';
  end if;
  select * into v_type from public.session_types t
  where t.tenant_id = p_tenant_id and t.id = app.typed_id(p_session ->> 'session_type_id') and t.archived_at is null;
  if v_type.id is null then
    raise sqlstate 'PT404' using message = 'session_type_not_found';
  end if;
  v_row.tenant_id := p_tenant_id;
  v_row.session_type_id := v_type.id;
  select t.user_id into v_row.therapist_id from public.therapists t
  where t.tenant_id = p_tenant_id and t.user_id = app.typed_id(p_session ->> 'therapist_id') and t.is_active;
  if v_row.therapist_id is null then
    raise sqlstate 'PT404' using message = 'therapist_not_found';
  end if;
  if p_session ->> 'room_id' is not null then
    select r.id into v_row.room_id from public.rooms r
    where r.tenant_id = p_tenant_id and r.id = app.typed_id(p_session ->> 'room_id') and r.archived_at is null;
    if v_row.room_id is null then
      raise sqlstate 'PT404' using message = 'room_not_found';
    end if;
  end if;
  v_minutes := coalesce(app.typed_number(p_session ->> 'minutes'), v_type.minutes);
  if v_minutes not between 5 and 720 then
    raise sqlstate 'PT400' using message = 'invalid_moment', detail = 'A session takes 5 minutes to 12 hours.';
  end if;
  v_row.starts_at := app.local_moment(app.typed_moment(p_session ->> 'start_local'), app.clinic_zone(p_tenant_id));
  v_row.ends_at := v_row.starts_at + make_interval(mins => v_minutes);
  v_row.is_online := coalesce(p_session -> 'is_online' = 'true', v_type.is_online);
  v_row.online_url := app.require_link(p_session ->> 'online_url');
  v_price := case when p_session ? 'price_cents' then app.typed_number(p_session ->> 'price_cents') else v_type.price_cents end;
  if v_price not between 0 and 100000000 then
    raise sqlstate 'PT400' using message = 'invalid_price';
  end if;
  v_row.price_cents := v_price;
  v_row.capacity := least(greatest(coalesce(app.typed_number(p_session ->> 'capacity'), v_type.capacity), 1), 100);
  v_row.charges_once := case when p_session ->> 'charges_once' in ('true', 'false') then (p_session ->> 'charges_once')::boolean end;
  v_row.title := app.trimmed(p_session ->> 'title', 120);
  v_row.note := nullif(btrim(app.normalize_lines(left(p_session ->> 'note', 500))), '');
  v_row.created_by := auth.uid();
  v_row.status := 'scheduled';
  v_row.version := 1;
  v_row.created_at := clock_timestamp();
  v_row.updated_at := now();
  return v_row;
end;
$$;
comment on function app.typed_session(uuid, jsonb) is
  'What a form says of a session; what it leaves out comes from the type. Errors: PT404 session_type_not_found, PT404 therapist_not_found, PT404 room_not_found, PT400 invalid_moment, PT400 invalid_link, PT400 invalid_price.';
revoke execute on function app.typed_session(uuid, jsonb) from public, anon, authenticated;
grant execute on function app.typed_session(uuid, jsonb) to authenticated;
