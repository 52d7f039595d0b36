-- Dates whose seats are not the sum of their holds; empty, always.
create function app.seat_faults()
returns table (tenant_id uuid, slot_id uuid)
language sql
stable
set search_path = ''
as $$
  select s.tenant_id, s.id
  from public.schedule_slots s
  left join public.seat_holds h on h.tenant_id = s.tenant_id and h.slot_id = s.id
  group by s.tenant_id, s.id
  having s.reserved <> coalesce(sum(h.quantity) filter (where h.state = 'open'), 0)
    or s.sold <> coalesce(sum(h.quantity - h.returned) filter (where h.state = 'taken'), 0);
$$;
revoke execute on function app.seat_faults() from public, anon, authenticated;
