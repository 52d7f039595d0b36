-- Clinics whose stock is not in order; empty, always.
create function app.stock_faults()
returns table (tenant_id uuid, fault text)
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
    select l.tenant_id, 'stock_level'
    from public.stock_levels l
    left join public.stock_moves m on m.tenant_id = l.tenant_id and m.variant_id = l.variant_id and m.place_id = l.place_id
    group by l.tenant_id, l.variant_id, l.place_id
    having l.on_hand <> coalesce(sum(m.on_hand), 0) or l.reserved <> coalesce(sum(m.reserved), 0) or l.value_cents <> coalesce(sum(m.value_cents), 0)
    union
    select m.tenant_id, 'stock_level'
    from public.stock_moves m
    where not exists (
      select from public.stock_levels l where l.tenant_id = m.tenant_id and l.variant_id = m.variant_id and l.place_id = m.place_id)
    union
    select l.tenant_id, 'stock_holds'
    from public.stock_levels l
    left join public.stock_holds h
      on h.tenant_id = l.tenant_id and h.variant_id = l.variant_id and h.place_id = l.place_id and h.state = 'open'
    group by l.tenant_id, l.variant_id, l.place_id having l.reserved <> coalesce(sum(h.quantity - h.taken), 0)
    union
    select l.tenant_id, 'stock_lots'
    from public.stock_lot_levels l
    left join public.stock_moves m on m.tenant_id = l.tenant_id and m.lot_id = l.lot_id and m.place_id = l.place_id
    group by l.tenant_id, l.lot_id, l.place_id having l.on_hand <> coalesce(sum(m.on_hand), 0)
    union
    select c.tenant_id, 'stock_chain'
    from (
      select m.tenant_id, m.on_hand, m.reserved, m.on_hand_after, m.reserved_after,
        lag(m.on_hand_after, 1, 0) over w as on_hand_before, lag(m.reserved_after, 1, 0) over w as reserved_before
      from public.stock_moves m
      window w as (partition by m.tenant_id, m.variant_id, m.place_id order by m.number)
    ) c
    where c.on_hand_after <> c.on_hand_before + c.on_hand or c.reserved_after <> c.reserved_before + c.reserved
    union
    select s.tenant_id, 'seats'
    from public.schedule_slots s
    left join public.seat_holds h on h.tenant_id = s.tenant_id and h.slot_id = s.id
    group by s.tenant_id, s.id, s.reserved, s.sold
    having s.reserved <> coalesce(sum(h.quantity) filter (where h.state = 'open'), 0)
      or s.sold <> coalesce(sum(h.quantity - h.returned) filter (where h.state = 'taken'), 0);
end;
$$;
comment on function app.stock_faults() is
  'Where levels are not the sum of their moves, reserved is not the sum of the open holds, a lot is not the sum of its moves, a move does not follow from the one before, or the seats of a date are not the sum of their holds.';
revoke execute on function app.stock_faults() from public, anon, authenticated;
