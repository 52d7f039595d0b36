create function app.local_moment(p_local timestamp, p_zone text)
returns timestamptz
language plpgsql
stable
parallel safe
set search_path = ''
as $$
declare
  v_moment timestamptz := p_local at time zone p_zone;
  v_day_before timestamptz := v_moment - interval '1 day';
  -- with the offset of the day before: of a time that comes twice it is the first
  v_first timestamptz := (p_local at time zone 'UTC') - ((v_day_before at time zone p_zone) - (v_day_before at time zone 'UTC'));
begin
  if v_first < v_moment and v_first at time zone p_zone = p_local then
    return v_first;
  end if;
  return v_moment;
end;
$$;
comment on function app.local_moment(timestamp, text) is
  'When the clocks of the zone show that time. A time that does not exist is read with the offset before the gap, of one that comes twice the first counts (RFC 5545).';
revoke execute on function app.local_moment(timestamp, text) from public, anon, authenticated;
grant execute on function app.local_moment(timestamp, text) to authenticated;
