-- What a claim of pushes hands out, by job: the device and what it is told. Without the person's leave it says neither who
-- wrote nor what. One that was read in the meantime, or whose device is gone, is done.
create function app.open_pushes(p_jobs app.jobs[])
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_job app.jobs;
  v_push jsonb;
  v_opened jsonb := '{}';
begin
  foreach v_job in array p_jobs loop
    select jsonb_build_object('endpoint', d.endpoint, 'p256dh', d.p256dh, 'auth', d.auth, 'message', jsonb_build_object(
      'kind', n.kind, 'alert', case when n.alert_id is not null then n.preview end, 'clinic', c.name, 'tenant_id', n.tenant_id, 'thread_key', t.thread_key, 'notification_id', n.id,
      'unread', app.count_unread(n.tenant_id), 'silent', not coalesce(s.plays_sound, true), 'title', case when s.shows_text_in_push then coalesce(t.contact_name, t.phone) end,
      'text', case when s.shows_text_in_push and n.alert_id is null then n.preview end)) into v_push
    from public.notifications n
    join app.push_subscriptions d on d.tenant_id = n.tenant_id and d.user_id = n.user_id
    left join public.conversation_threads t on t.tenant_id = n.tenant_id and t.id = n.thread_id
    join public.tenants c on c.id = n.tenant_id
    join public.tenant_members m on m.tenant_id = n.tenant_id and m.user_id = n.user_id and m.status = 'active'
    left join public.notification_settings s on s.tenant_id = n.tenant_id and s.user_id = n.user_id
    where n.tenant_id = v_job.tenant_id and n.id = (v_job.payload ->> 'notification_id')::uuid and n.read_at is null
      and (t.id is not null or n.alert_id is not null)
      and d.id = (v_job.payload ->> 'subscription_id')::uuid;
    if v_push is null then
      update app.jobs set finished_at = now(), lease_token = null, leased_until = null
      where tenant_id = v_job.tenant_id and id = v_job.id;
    else
      v_opened := v_opened || jsonb_build_object(v_job.id::text, v_push);
    end if;
  end loop;
  return v_opened;
end;
$$;
revoke execute on function app.open_pushes(app.jobs[]) from public, anon, authenticated;
