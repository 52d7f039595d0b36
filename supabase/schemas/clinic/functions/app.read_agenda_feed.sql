create function app.read_agenda_feed(p_tenant_id uuid, p_secret text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_user uuid;
begin
  update app.agenda_feeds f set read_at = now() from public.tenant_members m
  where f.tenant_id = p_tenant_id and f.token_hash = sha256(convert_to(p_secret, 'UTF8'))
    and m.tenant_id = p_tenant_id and m.user_id = f.user_id and m.status = 'active'
  returning f.user_id into v_user;
  if v_user is null then
    raise sqlstate 'PT404' using message = 'feed_not_found', hint = 'Make a new link in the agenda.';
  end if;
  return jsonb_build_object(
    'clinic', (select t.name from public.tenants t where t.id = p_tenant_id),
    'sessions', coalesce((
      select jsonb_agg(jsonb_build_object(
          'id', s.id, 'version', s.version, 'starts_at', s.starts_at, 'ends_at', s.ends_at,
          'is_cancelled', s.status = 'cancelled', 'type', y.name, 'room', r.name, 'online_url', s.online_url,
          'initials', (
            select string_agg(upper(left(p.name, 1)) || '.' || case when position(' ' in p.name) > 0
              then upper(left(regexp_replace(p.name, '^.* ', ''), 1)) || '.' else '' end, ' e ' order by m.position, p.id)
            from public.session_patients m join public.patients p on p.tenant_id = p_tenant_id and p.id = m.patient_id
            where m.tenant_id = p_tenant_id and m.session_id = s.id))
        order by s.starts_at, s.id)
      from public.sessions s
      join public.session_types y on y.tenant_id = p_tenant_id and y.id = s.session_type_id
      left join public.rooms r on r.tenant_id = p_tenant_id and r.id = s.room_id
      where s.tenant_id = p_tenant_id and s.therapist_id = v_user
        and s.starts_at between now() - interval '30 days' and now() + interval '180 days'), '[]'));
end;
$$;
comment on function app.read_agenda_feed(uuid, text) is
  'Caller: agenda-feed. {clinic, sessions: [{id, version, starts_at, ends_at, is_cancelled, type, room, online_url, initials}]} of whoever made the link, from 30 days ago to 180 days ahead. People are initials: the calendar that reads it belongs to somebody else. Errors: PT404 feed_not_found.';
revoke execute on function app.read_agenda_feed(uuid, text) from public, anon, authenticated;
grant execute on function app.read_agenda_feed(uuid, text) to service_role;
