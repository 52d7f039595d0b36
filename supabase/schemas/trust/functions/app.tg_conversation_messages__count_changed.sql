create function app.tg_conversation_messages__count_changed()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into app.report_changes (tenant_id, day, measure, person_id, channel_id, slot, number)
  select new.tenant_id, (x.occurred_at at time zone t.time_zone)::date, x.measure, coalesce(x.sent_by, app.no_one()), x.channel_id,
    extract(hour from x.occurred_at at time zone t.time_zone)::smallint + 1, x.number
  from public.tenants t, (values
    (old.occurred_at, app.report_measure(old.direction, old.origin, old.kind), old.sent_by, old.channel_id, -1),
    (new.occurred_at, app.report_measure(new.direction, new.origin, new.kind), new.sent_by, new.channel_id, 1)) x (occurred_at, measure, sent_by, channel_id, number)
  where t.id = new.tenant_id and x.measure is not null;
  return null;
end;
$$;
comment on function app.tg_conversation_messages__count_changed() is 'Definer: whoever changes a message has no rights on app.report_changes.';
revoke execute on function app.tg_conversation_messages__count_changed() from public, anon, authenticated;
