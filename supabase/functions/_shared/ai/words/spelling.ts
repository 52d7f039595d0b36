/** How people write in a hurry, and what is meant. Plain text: no accents. */
export const slang: ReadonlyMap<string, string> = new Map(
  `
vc=voce, vcs=voces, ce=voce, ceis=voces, cs=voces, voceis=voces, ocs=voces, vcis=voces, q=que, oq=o que,
oque=o que, pq=porque, pqe=porque, hj=hoje, oje=hoje, hje=hoje, amnha=amanha, amanham=amanha, amnh=amanha,
tb=tambem, tbm=tambem, tmb=tambem, n=nao, nn=nao, naum=nao, num=nao, nd=nada, msm=mesmo, blz=beleza,
obg=obrigado, obgd=obrigado, obgda=obrigada, brigado=obrigado, brigada=obrigada, vlw=valeu, flw=falou,
qro=quero, kero=quero, queru=quero, qria=queria, keria=queria, hr=hora, hrs=horas, hs=horas, mto=muito,
mt=muito, mta=muita, mts=muitos, mtos=muitos, mtas=muitas, pfv=por favor, pfvr=por favor, pf=por favor,
pls=por favor, pfavor=por favor, cmg=comigo, ctg=contigo, pra=para, pro=para o, p=para, pras=para as,
pros=para os, c=com, cm=com, to=estou, tou=estou, tow=estou, ta=esta, tah=esta, tava=estava, tao=estao,
eh=e, kd=cade, cd=cade, dps=depois, fds=fim de semana, sg=segunda, seg=segunda, ter=terca, qua=quarta,
qui=quinta, sex=sexta, sab=sabado, dom=domingo, ngm=ninguem, ninguen=ninguem, algm=alguem, alguen=alguem,
tlg=sabe, msg=mensagem, msgs=mensagens, cel=celular, zap=whatsapp, wpp=whatsapp, whats=whatsapp,
insta=instagram, face=facebook, end=endereco, bjs=beijos, bjo=beijo, agr=agora, dnv=de novo,
dinovo=de novo, denovo=de novo, vdd=verdade, pgto=pagamento, pagto=pagamento, qto=quanto, qnto=quanto,
qt=quanto, qnt=quanto, qtos=quantos, qtas=quantas, qnd=quando, qdo=quando, qndo=quando, qm=quem, qal=qual,
ql=qual, dr=doutor, dra=doutora, drs=doutores, fonoaudiologa=fono, fonoaudiologo=fono, fonoaudiologia=fono,
fonaudiologa=fono, fonodiologa=fono, fisioterapeuta=fisio, fisioterapia=fisio, fizio=fisio,
fizioterapia=fisio, fiso=fisio, psi=psicologa, psico=psicologa, pisicologa=psicologa, pscologa=psicologa,
psicologo=psicologa, pisicologo=psicologa, nutri=nutricionista, nutricao=nutricionista, secao=sessao,
sesao=sessao, cessao=sessao, sessaum=sessao, secoes=sessoes, cessoes=sessoes, sesoes=sessoes,
orario=horario, oraio=horario, ora=hora, oras=horas, preso=preco, presso=preco, prezo=preco, presos=precos,
pressos=precos, valo=valor, cuanto=quanto, cuesta=custa, agendamneto=agendamento, desmaca=desmarca,
maraca=marca, maca=marca, jah=ja, soh=so, neh=ne, axo=acho, xegou=chegou, xega=chega, xegar=chegar,
aki=aqui, dahi=dai, bora=vamos, naonao=nao, humana=humano, atendenti=atendente, gent=gente,
poblema=problema, pobrema=problema, poblemas=problemas, remedinho=remedio, remedios=remedio,
suissidio=suicidio, vo=vou, s=sim, ss=sim, sm=sim, simm=sim, okay=ok, oks=ok, okk=ok, okey=ok,
confirmadissimo=confirmado, picks=pix, pics=pix, estorna=estorno, cvs=voces, fla=falar, flr=falar,
sessaozinha=sessao, consultinha=consulta, precinho=preco, horarinho=horario, vaguinha=vaga, vagas=vaga,
vag=vaga
`
    .split(',')
    .map((pair) => pair.trim().split('=') as [string, string]),
)

/** Words that are worth correcting when one letter is wrong; others of the language beside them stay as they are. */
export const commonWords: readonly string[] = `
sessao sessoes consulta consultas horario horarios agendar agenda agendamento marcar marcada marcado remarcar desmarcar
reagendar cancelar cancelamento confirmar confirmado confirmada confirmo encaixe encaixar antecipar adiantar psicologa psicologia
nutricionista acupuntura massagem pilates drenagem avaliacao pacote pacotes precos quanto custa valores orcamento tabela
parcelar parcela parcelas desconto promocao remedio remedios medicamento atendente atendimento atendimentos humano pessoa
reclamacao reclamar endereco estacionamento estacionar convenio convenios pagamento pagamentos comprovante cartao interesse
cadastro cadastrar cadastrei pedido pedidos entrega rastreio rastreamento exercicio exercicios dinheiro reembolso estorno
devolucao devolver emergencia socorro suicidio amanha segunda quarta quinta sexta sabado domingo feriado semana funcionamento
paciente pacientes prontuario advogado processar processo justica ouvidoria gerente responsavel receita antibiotico dipirona
ibuprofeno paracetamol sangue sangramento sangrando desmaiou desmaio convulsao tontura inchado inchada inchou machucou
dosagem sintoma sintomas diagnostico resultado apagar excluir deletar telefone celular informacao informacoes contato
parceria empresa primeira instagram facebook google anuncio indicacao recomendou recibo declaracao comparecimento
produtos produto catalogo servicos servico oferecem trabalham vendem encomenda encomendei comprei compra paguei boleto
obrigado obrigada respirar respirando engoliu batendo bateu agrediu ameaca ameacando ameacou violencia viver morrer
falar faltar falta faltei pagar parar passar pensar pedir medir medida mascara marcha mercado mercar parado parada passado
pressao pressoes prestacao preciso precisa precisam precisar quente quantos quantas quando costas custar calor valorizo
contrato contratos conversa converse consulado pessoas pessoal pessoais segundo segundos sextas quintas quartas receber
recebi recebeu receitas recepcao resposta respirei responder remarca remarquei desmarca desmarquei cancela cancelei
cancelado cancelada confirma confirmou agende agendei agendado agendada marquei marcou marque marcamos vender vendo
filho filha filhos irmao senhor senhora doutor doutora minuto minutos manhas manha possivel posso podem perdi perdeu
perder pedaco pacotinho gripado gravida gestante garante garantem garantia crianca criancas idosos idosa exames exame
cobrada cobrado cobranca cobraram cobrando cobrem cobrar compram compras entregue entregar entregou resolver
resolve resolveu resolvem mandar mandei mandaram mantem manter levar levo levou deixar deixei deixa durar duram
metade metro metros moradia morada numero numeros nenhum nenhuma ninguem alguem sozinha sozinho vontade
`
  .trim()
  .split(/\s+/)
