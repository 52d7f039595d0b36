-- What has to be said about each session of a patient that changed: {kind, session_id, line}, in the order of the sessions.
create function app.session_notice_lines(p_tenant_id uuid, p_patient_id uuid)
returns table (session_id uuid, line text)
language sql
stable
set search_path = ''
as $$
  with seen as (
    select w.session_id, s.starts_at, w.told, app.session_facts(jsonb_build_object('starts_at', s.starts_at,
        'therapist_id', s.therapist_id, 'is_online', s.is_online, 'status', s.status, 'patients', coalesce((
          select jsonb_agg(jsonb_build_object('patient_id', m.patient_id, 'status', m.status)) from public.session_patients m
          where m.tenant_id = p_tenant_id and m.session_id = s.id), '[]')), p_patient_id) as facts,
      s.is_online, s.online_url, th.name as therapist, t.time_zone as zone, w.link, b.status as booking
    from app.session_notice_wishes w
    join public.sessions s on s.tenant_id = p_tenant_id and s.id = w.session_id
    join public.therapists th on th.tenant_id = p_tenant_id and th.user_id = s.therapist_id
    join public.tenants t on t.id = p_tenant_id
    left join public.online_bookings b on b.tenant_id = p_tenant_id and b.session_id = w.session_id
    where w.tenant_id = p_tenant_id and w.patient_id = p_patient_id),
  kinds as (
    select n.*, case
      when (n.told ->> 'stands')::boolean and not (n.facts ->> 'stands')::boolean then 'cancelled'
      when not (n.told ->> 'stands')::boolean and (n.facts ->> 'stands')::boolean then 'booked'
      when (n.facts ->> 'stands')::boolean and (
        (n.told ->> 'starts_at')::timestamptz <> n.starts_at or n.told ->> 'therapist_id' <> n.facts ->> 'therapist_id'
        or n.told ->> 'is_online' <> n.facts ->> 'is_online') then 'moved' end as kind
    from seen n)
  select k.session_id, case k.kind
      when 'booked' then case k.booking when 'requested' then 'Pedido de horário recebido (a clínica ainda vai confirmar): '
        else 'Sessão marcada: ' end || app.moment_in_words(k.starts_at, k.zone)
      when 'cancelled' then case k.booking when 'declined' then 'Não conseguimos atender neste horário: ' else 'Sessão desmarcada: ' end || app.moment_in_words((k.told ->> 'starts_at')::timestamptz, k.zone)
      when 'moved' then case when (k.told ->> 'starts_at')::timestamptz = k.starts_at
        then 'Sessão alterada: ' || app.moment_in_words(k.starts_at, k.zone)
        else 'Sessão remarcada: de ' || app.moment_in_words((k.told ->> 'starts_at')::timestamptz, k.zone)
          || ' para ' || app.moment_in_words(k.starts_at, k.zone) end
    end || ', com ' || k.therapist || case
      when k.kind <> 'cancelled' and k.is_online then ', online' || coalesce(': ' || k.online_url, '') else '' end
    || case when k.kind <> 'cancelled' and k.link is not null then E'\n  Ver, remarcar ou desmarcar: ' || k.link else '' end
  from kinds k
  left join public.session_notice_settings o on o.tenant_id = p_tenant_id
  where case k.kind when 'booked' then coalesce(o.tells_booked, true) when 'moved' then coalesce(o.tells_moved, true)
    when 'cancelled' then coalesce(o.tells_cancelled, true) else false end
    and greatest(k.starts_at, (k.told ->> 'starts_at')::timestamptz) > now()
  order by k.starts_at, k.session_id;
$$;
revoke execute on function app.session_notice_lines(uuid, uuid) from public, anon, authenticated;
