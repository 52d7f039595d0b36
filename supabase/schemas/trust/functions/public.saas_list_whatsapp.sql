create function public.saas_list_whatsapp(
  p_search text default null, p_state text default null, p_sort text default 'name', p_descending boolean default false,
  p_limit integer default 50, p_after_id uuid default null
)
returns table (
  id uuid, slug text, name text, provider text, state text, last_event_at timestamptz, failed_24h bigint, waiting_jobs bigint,
  dead_jobs bigint, balance integer, days_left numeric, alerts bigint
)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_saas_admin();
  if p_state is not null and p_state not in ('open', 'connecting', 'close', 'unknown', 'none', 'alert')
    or coalesce(p_sort, '') not in ('name', 'last_event', 'failures', 'balance', 'alerts') then
    raise sqlstate 'PT400' using message = 'invalid_filter';
  end if;
  return query
    with clinics as (
      select t.id, t.slug, t.name, c.provider, coalesce(c.connection_state, 'none') as state, c.last_event_at,
        (select count(*) from public.conversation_messages m
          where m.tenant_id = t.id and m.status = 'failed' and m.occurred_at > now() - interval '1 day'
            and m.error_code is distinct from 'cancelled') as failed_24h,
        (select count(*) from app.jobs j where j.tenant_id = t.id and j.finished_at is null and j.dead_at is null and j.run_at <= now()) as waiting_jobs,
        (select count(*) from app.jobs j where j.tenant_id = t.id and j.dead_at is not null) as dead_jobs,
        r.balance, r.days as days_left,
        (select count(*) from public.alerts a where a.tenant_id = t.id and a.ended_at is null and a.handled_at is null) as alerts
      from public.tenants t
      left join lateral app.active_channel(t.id) c on true
      left join lateral app.credit_runway(t.id, now()) r on true
      where (p_search is null or app.normalize_text(t.name) like '%' || app.normalize_text(p_search) || '%' or t.slug like '%' || lower(p_search) || '%')
    ), placed as (
      select k.*, row_number() over (order by
        case when not coalesce(p_descending, false) then case p_sort when 'failures' then k.failed_24h when 'balance' then k.balance when 'alerts' then k.alerts
          when 'last_event' then extract(epoch from k.last_event_at) end end nulls first,
        case when p_descending then case p_sort when 'failures' then k.failed_24h when 'balance' then k.balance when 'alerts' then k.alerts
          when 'last_event' then extract(epoch from k.last_event_at) end end desc nulls last,
        case when p_sort = 'name' and p_descending then k.name end desc, k.name, k.id) as place
      from clinics k
      where p_state is null or p_state = 'alert' and k.alerts > 0 or k.state = p_state
    )
    select p.id, p.slug, p.name, p.provider, p.state, p.last_event_at, p.failed_24h, p.waiting_jobs, p.dead_jobs, p.balance, p.days_left, p.alerts
    from placed p
    where p_after_id is null or p.place > (select q.place from placed q where q.id = p_after_id)
    order by p.place
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$$;
comment on function public.saas_list_whatsapp(text, text, text, boolean, integer, uuid) is
  'Caller: SaaS administrators. How WhatsApp is in each clinic: channel, last sign of life, failures, queue, credits, open alerts; no message and no patient. p_state open|connecting|close|unknown|none|alert, p_sort name|last_event|failures|balance|alerts; pass the last row''s id for the next page. Errors: PT401 not_signed_in, PT403 forbidden, PT400 invalid_filter.';
revoke execute on function public.saas_list_whatsapp(text, text, text, boolean, integer, uuid) from public, anon, authenticated;
grant execute on function public.saas_list_whatsapp(text, text, text, boolean, integer, uuid) to authenticated;
