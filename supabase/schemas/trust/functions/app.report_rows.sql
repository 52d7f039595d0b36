create function app.report_rows(p_tenant_id uuid, p_from date, p_to date, p_person_id uuid default null)
returns table (day date, measure text, person_id uuid, channel_id uuid, number bigint, total bigint, counts integer[])
language sql
stable
set search_path = ''
as $$
  select d.day, d.measure, d.person_id, d.channel_id, d.number, d.total, d.counts
  from app.report_days d
  where d.tenant_id = p_tenant_id and d.day between p_from and p_to and (p_person_id is null or d.person_id = p_person_id)
  union all
  select c.day, c.measure, c.person_id, c.channel_id, c.number, c.total, array_fill(0, array[c.slot - 1]) || c.number
  from app.report_changes c
  where c.tenant_id = p_tenant_id and c.day between p_from and p_to and (p_person_id is null or c.person_id = p_person_id);
$$;
comment on function app.report_rows(uuid, date, date, uuid) is
  'What was counted of these days, as of this moment: the summaries and what they have not been told yet. p_person_id null: everybody.';
revoke execute on function app.report_rows(uuid, date, date, uuid) from public, anon, authenticated;
