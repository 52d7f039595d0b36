create function public.change_session(p_tenant_id uuid, p_id uuid, p_version integer, p_changes jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_old public.sessions := app.lock_session(p_tenant_id, p_id, p_version);
  v_new public.sessions := v_old;
  v_before jsonb := app.session_state(p_tenant_id, p_id);
begin
  if p_changes ? 'session_type_id' then
    select t.id into v_new.session_type_id from public.session_types t
    where t.tenant_id = p_tenant_id and t.id = app.typed_id(p_changes ->> 'session_type_id');
    if v_new.session_type_id is null then
      raise sqlstate 'PT404' using message = 'session_type_not_found';
    end if;
  end if;
  if p_changes ? 'is_online' then
    v_new.is_online := coalesce(p_changes ->> 'is_online' = 'true', false);
  end if;
  if p_changes ? 'online_url' then
    v_new.online_url := app.require_link(p_changes ->> 'online_url');
  end if;
  if p_changes ? 'price_cents' then
    v_new.price_cents := app.typed_number(p_changes ->> 'price_cents');
    if v_new.price_cents not between 0 and 100000000 then
      raise sqlstate 'PT400' using message = 'invalid_price';
    end if;
  end if;
  if p_changes ? 'capacity' then
    v_new.capacity := least(greatest(coalesce(app.typed_number(p_changes ->> 'capacity'), v_old.capacity), 1), 100);
    if v_new.capacity < app.places_taken(p_tenant_id, p_id) then
      raise sqlstate 'PT409' using message = 'session_full', detail = v_new.capacity::text;
    end if;
  end if;
  if p_changes ? 'title' then
    v_new.title := app.trimmed(p_changes ->> 'title', 120);
  end if;
  if p_changes ? 'note' then
    v_new.note := nullif(btrim(app.normalize_lines(left(p_changes ->> 'note', 500))), '');
  end if;
  if p_changes ? 'room_id' and app.typed_id(p_changes ->> 'room_id') is distinct from v_old.room_id then
    v_new.room_id := app.typed_id(p_changes ->> 'room_id');
    perform app.lock_agenda(p_tenant_id, array[v_old.therapist_id], array[v_new.room_id]);
    if v_old.blocks_time and exists (
      select from jsonb_array_elements(app.session_hits(
        p_tenant_id, v_old.therapist_id, v_new.room_id, v_old.starts_at, v_old.ends_at, array[p_id])) h
      where h ->> 'kind' = 'room'
    ) then
      raise sqlstate 'PT409' using message = 'time_taken', detail = app.session_hits(
        p_tenant_id, v_old.therapist_id, v_new.room_id, v_old.starts_at, v_old.ends_at, array[p_id])::text;
    end if;
  end if;
  update public.sessions s set
    session_type_id = v_new.session_type_id, room_id = v_new.room_id, is_online = v_new.is_online, online_url = v_new.online_url,
    price_cents = v_new.price_cents, capacity = v_new.capacity, title = v_new.title, note = v_new.note, version = s.version + 1
  where s.tenant_id = p_tenant_id and s.id = p_id;
  perform app.note_session_event(p_tenant_id, p_id, 'changed', v_before);
  return app.publish_sessions(p_tenant_id, array[p_id]);
end;
$$;
comment on function public.change_session(uuid, uuid, integer, jsonb) is
  'Caller: owner, admin, supervisor and operator; a therapist within the own agenda. p_changes {session_type_id, room_id, is_online, online_url, price_cents, capacity, title, note}: keys that are not there stay. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 session_not_found, PT409 changed_meanwhile, PT404 session_type_not_found, PT404 room_not_found, PT400 invalid_link, PT400 invalid_price, PT409 session_full, PT409 time_taken.';
revoke execute on function public.change_session(uuid, uuid, integer, jsonb) from public, anon, authenticated;
grant execute on function public.change_session(uuid, uuid, integer, jsonb) to authenticated;
