create function app.tg_conversation_messages__count_new()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- app.report_measure, without a call for each message
  insert into app.report_changes (tenant_id, day, measure, person_id, channel_id, slot, number)
  select m.tenant_id, (m.occurred_at at time zone t.time_zone)::date,
    case when m.direction = 'inbound' then 'received' when m.origin = 'automation' then 'automatic' else 'sent' end,
    coalesce(m.sent_by, app.no_one()), m.channel_id, extract(hour from m.occurred_at at time zone t.time_zone)::smallint + 1, count(*)
  from added m
  join public.tenants t on t.id = m.tenant_id
  where m.kind <> 'system'
  group by 1, 2, 3, 4, 5, 6;
  return null;
end;
$$;
comment on function app.tg_conversation_messages__count_new() is 'Definer: whoever stores a message has no rights on app.report_changes.';
revoke execute on function app.tg_conversation_messages__count_new() from public, anon, authenticated;
