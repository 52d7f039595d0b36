-- What a message answers to the offer of a time: yes, no, or NULL. It has to be all that the message says.
create function app.offer_wish(p_message public.conversation_messages)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_filler text := '(o|a|esse|este|horario|vaga|pra mim|para mim|comigo|eu|sim|nao|hoje|amanha|entao|infelizmente|desculp(e|a|em)|dessa vez|desta vez|por enquanto|que pena|com certeza|combinado|beleza|perfeito|otimo|maravilha|gostei)';
  v_yes text := '(1|um|sim|s|ss|com certeza|combinado|perfeito|aceito|aceitamos|topo|confirm(o|ado|ada|amos)|(eu )?(quero|queremos)( sim)?( ficar| marcar| esse| este| o horario| essa vaga)*|pode (ser|marcar|reservar|agendar|confirmar)|(e )?(fico|ficamos|vou ficar) com (ele|esse|este|o horario|a vaga)|(pode|podem) (deixar|colocar)|marca|reserva|agenda)';
  v_no text := '(2|dois|nao|n|nao (quero|vou querer|posso|poderei|podemos|consigo|conseguirei|da|vai dar|rola)( mais)?( ir| ficar| nesse| neste| esse| este)*|passo|dispenso|recuso|(fica|deixa) (pra|para) (a )?proxima|deixa passar|sem condicoes)';
  v_text text;
begin
  if p_message.kind in ('button', 'list') and p_message.content ->> 'id' in ('waiting_yes', 'waiting_no') then
    return p_message.content ->> 'id' = 'waiting_yes';
  end if;
  if p_message.kind not in ('text', 'button', 'list') or char_length(p_message.body) not between 1 and 160 or p_message.body like '%?%' then
    return null;
  end if;
  v_text := app.bare_words(p_message.body);
  if v_text = '' then
    return case when app.normalize_text(p_message.body) ~ '^\W*ok(ay)?\M' or p_message.body ~ '^\s*(👍|👌|✅|🆗)' then true
      when p_message.body ~ '^\s*👎' then false end;
  end if;
  if v_text ~ '(^| )(nao|n|2|dois|passo|dispenso|recuso|proxima|passar|condicoes)( |$)' then
    return case when v_text !~ '(^| )(1|um|s|ss|aceito|topo)( |$)' and v_text ~ ('^((' || v_filler || '|' || v_no || ')( |$))+$') 
      and v_text ~ ('(^| )' || v_no || '( |$)') then false end;
  end if;
  return case when v_text ~ ('^((' || v_filler || '|' || v_yes || ')( |$))+$') and v_text ~ ('(^| )' || v_yes || '( |$)') then true end;
end;
$$;
comment on function app.offer_wish(public.conversation_messages) is
  'true or false when a message says nothing but yes or no to the offer of a time, in words, by number or by a button; NULL for questions and everything else.';
revoke execute on function app.offer_wish(public.conversation_messages) from public, anon, authenticated;
