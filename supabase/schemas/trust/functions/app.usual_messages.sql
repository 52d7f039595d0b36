create function app.usual_messages(p_tenant_id uuid, p_channel_id uuid, p_from timestamptz, p_to timestamptz)
returns numeric
language plpgsql
stable
set search_path = ''
as $$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
  -- two days say enough
  v_from timestamp := greatest(p_from, p_to - interval '2 days') at time zone v_zone;
  v_to timestamp := p_to at time zone v_zone;
begin
  return (
    with usual as (
      select extract(isodow from r.day) as weekday, u.slot - 1 as hour, sum(u.n) / 4.0 as n
      from app.report_rows(p_tenant_id, v_to::date - 28, v_to::date - 1) r, unnest(r.counts) with ordinality u (n, slot)
      where r.measure = 'received' and r.channel_id = p_channel_id and u.n <> 0
      group by 1, 2
    )
    select coalesce(round(sum(u.n * extract(epoch from least(h + interval '1 hour', v_to) - greatest(h, v_from)) / 3600), 1), 0)
    from generate_series(date_trunc('hour', v_from), v_to, '1 hour') h
    join usual u on u.weekday = extract(isodow from h) and u.hour = extract(hour from h));
end;
$$;
comment on function app.usual_messages(uuid, uuid, timestamptz, timestamptz) is
  'How many messages usually come in these hours of the week, by the four weeks before.';
revoke execute on function app.usual_messages(uuid, uuid, timestamptz, timestamptz) from public, anon, authenticated;
